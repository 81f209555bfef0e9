import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { isPhishingResistant } from "../sign-in/assurance.ts";
import { isSecondFactor } from "../../vocabulary/kinds.ts";

export const passkeyOffers = ["none", "ask", "silent"] as const;
export type PasskeyOffer = (typeof passkeyOffers)[number];

const declinedForDays = 30;

/**
 * Whether to offer a passkey after a sign-in. Only where two-step sign-in is on already may the browser make one by itself:
 * a first second factor changes how every other device signs in, and brings recovery codes somebody must see.
 */
export function decidePasskeyOffer(
  bound: readonly BoundAuthenticator[],
  proofs: readonly Proof[],
  declinedAt: number | null,
  now: number,
): PasskeyOffer {
  const hasPasskey = bound.some(({ kind }) => isPhishingResistant(kind));
  const cameByPassword = proofs.some(({ kind }) => kind === "password");
  const isDeclined = declinedAt !== null && now - declinedAt < declinedForDays * 24 * 60 * 60 * 1000;
  if (hasPasskey || !cameByPassword || isDeclined) return "none";
  return decideMayBeSilent(bound) ? "silent" : "ask";
}

/** Whether the browser may make a passkey without a dialog. */
export function decideMayBeSilent(bound: readonly BoundAuthenticator[]): boolean {
  return bound.some(({ kind }) => isSecondFactor(kind));
}
