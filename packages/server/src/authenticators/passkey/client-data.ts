import { decideFrame } from "../../rules/authenticators/ceremony.ts";
import type { RelyingParty } from "../../config/settings/passkeys.ts";

/** What the browser says of a ceremony (WebAuthn L3 §5.8.1), as far as it is read here. */
export interface ClientData {
  readonly challenge: string;
  readonly crossOrigin: boolean;
  readonly topOrigin: string | undefined;
}

/** Reads `clientDataJSON`; undefined when it is not what browsers send. */
export function readClientData(base64url: string): ClientData | undefined {
  let given: unknown;
  try {
    // "UTF-8 decode" (WebAuthn L3 §7.1 and §7.2): a byte order mark in front is no part of the text.
    given = JSON.parse(new TextDecoder().decode(Buffer.from(base64url, "base64url")));
  } catch {
    return undefined;
  }
  if (typeof given !== "object" || given === null) return undefined;
  const { challenge, crossOrigin, topOrigin } = given as Record<string, unknown>;
  if (typeof challenge !== "string" || (topOrigin !== undefined && typeof topOrigin !== "string")) return undefined;
  return { challenge, crossOrigin: crossOrigin !== undefined && crossOrigin !== false, topOrigin };
}

/** Whether the ceremony ran in a page of ours, or in a frame of a listed host's. */
export function isOurFrame({ crossOrigin, topOrigin }: ClientData, { origins }: RelyingParty): boolean {
  return decideFrame({ crossOrigin, topOrigin, listedOrigins: origins });
}
