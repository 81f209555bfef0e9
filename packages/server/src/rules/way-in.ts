import { decideAssurance } from "./assurance.ts";
import { decideRequiredAssurance, isUsable } from "./required-assurance.ts";
import type { BoundAuthenticator, Proof } from "./vocabulary.ts";

/** Whether these authenticators, used together, can open their account. */
export function decideCanSignIn(bound: readonly BoundAuthenticator[]): boolean {
  const usable = bound.filter(isUsable);
  const proofs = usable.map(({ kind, verifiesUser }) => ({
    kind,
    ...(verifiesUser && { userVerified: true as const }),
  }));
  const starts = proofs.some(({ kind }) => kind === "password" || kind === "passkey");
  return starts && decideAssurance(proofs) >= decideRequiredAssurance(bound);
}

/** Whether these proofs may excuse their device from the second step: it must have been one, after a password, and no recovery code. */
export function decideMayRemember(proofs: readonly Proof[]): boolean {
  const [first, second] = proofs;
  return first?.kind === "password" && second !== undefined && second.kind !== "recovery-code";
}
