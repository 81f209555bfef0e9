import type { Proof } from "../../vocabulary/proofs.ts";
import { type Refusal, refuse } from "../../problems.ts";

/** What may keep everyone out of an account; Unix milliseconds, null when it does not. */
export interface ShutAccount {
  readonly suspendedAt: number | null;
  readonly securedAt: number | null;
  readonly passwordResetRequiredAt: number | null;
}

/** Whether an account is shut to whoever gave these proofs. */
export function decideShut({
  account,
  proofs,
}: {
  account: ShutAccount;
  proofs: readonly Proof[];
}): Refusal<"not-allowed"> | undefined {
  if (account.suspendedAt !== null)
    return refuse("not-allowed", { reason: "suspended", detail: "This account is suspended. Contact support." });
  if (account.securedAt !== null)
    return refuse("not-allowed", {
      reason: "secured",
      detail: "This account was secured with “This wasn't me”. Choose a new password by mail, then sign in.",
    });
  if (account.passwordResetRequiredAt !== null && proofs.some(({ kind }) => kind === "password"))
    return refuse("not-allowed", {
      reason: "password-reset-required",
      detail:
        "Choose a new password first: your organization asked for one. Use the link in your mail, or ask for another.",
    });
  return undefined;
}

/** Whether an account's time has run out: it is gone then, even before the sweep has come by. */
export function decideIsGone({ deletesAt }: { readonly deletesAt: number | null }, now: number): boolean {
  return deletesAt !== null && deletesAt <= now;
}
