import type { RequiredSingleSignOn } from "../../vocabulary/policies.ts";
import type { Proof } from "../../vocabulary/proofs.ts";
import { type Refusal, refuse } from "../../problems.ts";

/**
 * Whose people somebody is. Nothing here says how a connection or its certificate fares: whatever becomes of them, whoever is
 * captured stays it.
 */
export interface CaptureFacts {
  /** The organization that has proven the domain of their address; null where nobody has. */
  readonly home: {
    readonly organizationId: string;
    readonly required: RequiredSingleSignOn;
    /** Whether the domain takes in people who are not of the organization yet: not once its record was lost for long. */
    readonly isCapturing: boolean;
  } | null;
  readonly places: readonly {
    readonly organizationId: string;
    readonly required: RequiredSingleSignOn;
    readonly suspendedAt: number | null;
    readonly isBreakGlass: boolean;
  }[];
}

/** By whose identity provider somebody must come, to any organization. */
export interface Capture {
  readonly organizationIds: readonly string[];
  /** Whether each of these has named them for break-glass. */
  readonly isBreakGlass: boolean;
}

/** Who is captured: whoever's address is at a proven domain, by its organization alone; else by each place that asks everyone. */
export function decideCapture({ home, places }: CaptureFacts): Capture | null {
  const own = home && places.find(({ organizationId }) => organizationId === home.organizationId);
  const isHome = home !== null && home.required !== "none" && (home.isCapturing || own !== undefined);
  const capturing = isHome
    ? [home.organizationId]
    : places
        .filter(({ required, suspendedAt }) => required === "everyone" && suspendedAt === null)
        .map(({ organizationId }) => organizationId);
  if (capturing.length === 0) return null;
  const isNamed = (id: string): boolean =>
    places.some(
      ({ organizationId, isBreakGlass, suspendedAt }) => organizationId === id && isBreakGlass && suspendedAt === null,
    );
  return { organizationIds: capturing, isBreakGlass: capturing.every(isNamed) };
}

/** How long a session lasts that break-glass opened. */
export const breakGlassSessionSeconds = 60 * 60;

/** What a captured person has shown so far. */
export interface CapturedFacts {
  readonly isBreakGlass: boolean;
  /** Identities of theirs at the providers they must come by. */
  readonly identities: readonly string[];
  /** One of these providers has just named them, and they are about to show that the account is theirs. */
  readonly isVouchedFor: boolean;
}

export const ssoRequired: Refusal<"not-allowed"> = refuse("not-allowed", {
  reason: "sso-required",
  detail:
    "Your organization asks you to sign in through its identity provider. Start again with your e-mail address, and follow the way it shows.",
});

/** Whether proofs may go on to a session: by the provider, or by break-glass, of which `opens` says whether its passkey was shown. */
export function decideCaptured(
  captured: CapturedFacts | null,
  proofs: readonly Proof[],
): { readonly by: "anything" | "break-glass"; readonly opens: boolean } | Refusal<"not-allowed"> {
  const isOwnIdentity = ({ kind, authenticatorId }: Proof): boolean =>
    kind === "sso" && captured !== null && captured.identities.includes(authenticatorId);
  if (captured === null || captured.isVouchedFor || proofs.some(isOwnIdentity)) return { by: "anything", opens: true };
  if (!captured.isBreakGlass) return ssoRequired;
  return { by: "break-glass", opens: proofs.some(({ kind, userVerified }) => kind === "passkey" && userVerified) };
}
