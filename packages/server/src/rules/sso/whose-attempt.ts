import type { Proof } from "../../vocabulary/proofs.ts";

/** An attempt, and who comes to it. */
export interface AttemptFacts {
  readonly isSignIn: boolean;
  /** A provider has named somebody in it. */
  readonly isNamed: boolean;
  readonly proofs: readonly Proof[];
}

/**
 * Whether somebody may go on with an attempt. One in which a provider has named somebody is for the browser that began alone: a
 * proof given in it by another would link that person to the account of whoever gave it.
 */
export function decideIsForThem({ isNamed }: Pick<AttemptFacts, "isNamed">, isOwnBrowser: boolean): boolean {
  return !isNamed || isOwnBrowser;
}

/** Whether a provider's word may be taken into an attempt: a sign-in in which something was proven goes on by that. */
export function decideTakesWord({ isSignIn, isNamed, proofs }: AttemptFacts): boolean {
  return !isSignIn || (proofs.length === 0 && !isNamed);
}
