import { type BoundAuthenticator, isSecondFactor } from "./vocabulary.ts";

/** What goes with an authenticator: with the last second factor go the recovery codes, which would open nothing. */
export function decideUnbinding(
  bound: readonly BoundAuthenticator[],
  leavingId: string,
): { readonly endsTwoStep: boolean } {
  const rest = bound.filter(({ id }) => id !== leavingId);
  return { endsTwoStep: !rest.some(({ kind }) => isSecondFactor(kind)) };
}
