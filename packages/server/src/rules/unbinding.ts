import { refuse, type Refusal } from "../problems.ts";
import { decideCanSignIn } from "./sign-in.ts";
import { type BoundAuthenticator, isSecondFactor } from "./vocabulary.ts";

/** What goes with an authenticator: with the last second factor go the recovery codes, which would open nothing. */
export function decideUnbinding(
  bound: readonly BoundAuthenticator[],
  leavingId: string,
): { readonly endsTwoStep: boolean } | Refusal<"last-authenticator"> {
  const rest = bound.filter(({ id }) => id !== leavingId);
  const hadTwoStep = bound.some(({ kind }) => isSecondFactor(kind));
  const endsTwoStep = hadTwoStep && !rest.some(({ kind }) => isSecondFactor(kind));
  return decideWayBackIn(endsTwoStep ? rest.filter(({ kind }) => kind !== "recovery-code") : rest) ?? { endsTwoStep };
}

/** Whether all second factors may go at once: a password must be left to sign in with. */
export function decideTurningOff(bound: readonly BoundAuthenticator[]): Refusal<"last-authenticator"> | undefined {
  return decideWayBackIn(bound.filter(({ kind }) => kind === "password"));
}

// Recovery codes are a way back, not a way in: they do not count, or the last one spent would be the end of the account.
function decideWayBackIn(rest: readonly BoundAuthenticator[]): Refusal<"last-authenticator"> | undefined {
  if (decideCanSignIn(rest.filter(({ kind }) => kind !== "recovery-code"))) return undefined;
  return refuse("last-authenticator", {
    reason: "no-way-in",
    detail: "Without it nobody could sign in to this account. Add a password, or a passkey that verifies you, first.",
  });
}
