import type { Proof } from "../../vocabulary/proofs.ts";

/** Whether these proofs may excuse their device from the second step: it must have been one, after a password, and no recovery code. */
export function decideMayRemember(proofs: readonly Proof[]): boolean {
  const [first, second] = proofs;
  return first?.kind === "password" && second !== undefined && second.kind !== "recovery-code";
}
