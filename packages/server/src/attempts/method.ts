import type { SignInMethod } from "../vocabulary/events/words.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Attempt } from "./attempt.ts";

/** How a sign-in was begun: what was proven first. */
export function methodOf({ proofs }: Pick<Attempt, "proofs">): SignInMethod {
  const first = proofs[0]?.kind;
  return first === "passkey" || first === "sso" ? first : "password";
}

/** What completed it as a second step, or null. */
export function factorOf({ proofs }: Pick<Attempt, "proofs">): AuthenticatorKind | null {
  const last = proofs.length > 1 ? proofs.at(-1)?.kind : undefined;
  return last === undefined || last === "sso" ? null : last;
}
