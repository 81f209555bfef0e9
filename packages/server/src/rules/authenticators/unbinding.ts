import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideBreakGlassKeeps } from "../policies/changing/break-glass.ts";
import { listAllowed } from "../policies/binding/binding-required.ts";
import { isPhishingResistant } from "../sign-in/assurance.ts";
import type { HeldPolicies, Source } from "../policies/held/held-policies.ts";
import { decideCanSignIn } from "./protection.ts";
import { isSecondFactor } from "../../vocabulary/kinds.ts";

/** Organizations that named the account for break-glass. */
type Named = Source["organization"];

/** What goes with an authenticator: with the last second factor go the recovery codes, which would open nothing. */
export function decideUnbinding(
  bound: readonly BoundAuthenticator[],
  leavingId: string,
  held: HeldPolicies,
  breakGlassIn: readonly Named[] = [],
): { readonly endsTwoStep: boolean } | Refusal<"last-authenticator"> {
  const rest = bound.filter(({ id }) => id !== leavingId);
  const hadTwoStep = bound.some(({ kind }) => isSecondFactor(kind));
  const endsTwoStep = hadTwoStep && !rest.some(({ kind }) => isSecondFactor(kind));
  const left = decideWhatPolicyKeeps(bound, rest, held) ?? decideBreakGlassKeeps(bound, rest, breakGlassIn);
  if (left) return left;
  return decideWayBackIn(endsTwoStep ? rest.filter(({ kind }) => kind !== "recovery-code") : rest) ?? { endsTwoStep };
}

/** Whether all second factors may go at once: a password must be left to sign in with. */
export function decideTurningOff(
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
  breakGlassIn: readonly Named[] = [],
): Refusal<"last-authenticator"> | undefined {
  const rest = bound.filter(({ kind }) => kind === "password");
  const left = decideWhatPolicyKeeps(bound, rest, held) ?? decideBreakGlassKeeps(bound, rest, breakGlassIn);
  return left ?? decideWayBackIn(rest);
}

// A grace period is for binding, not for unbinding: what an organization asks for stays from the day it asks.
function decideWhatPolicyKeeps(
  bound: readonly BoundAuthenticator[],
  rest: readonly BoundAuthenticator[],
  held: HeldPolicies,
): Refusal<"last-authenticator"> | undefined {
  const [before, after] = [listAllowed(bound, held), listAllowed(rest, held)];
  const { phishingResistantFrom, twoFactorFrom, forbiddenKinds } = held;
  const hasKey = (list: readonly BoundAuthenticator[]): boolean => list.some(({ kind }) => isPhishingResistant(kind));
  if (phishingResistantFrom && hasKey(before) && !hasKey(after))
    return keep("a passkey or security key", phishingResistantFrom.source);
  const source = (twoFactorFrom ?? phishingResistantFrom)?.source;
  if (source && before.length > 0 && after.length === 0) return keep("a second factor", source);
  const useless = rest.map(({ kind }) => forbiddenKinds[kind]).find((each) => each !== undefined);
  return useless && before.length > 0 && after.length === 0
    ? keep("another second factor than that", useless)
    : undefined;
}

function keep(what: string, { organization, workspace }: Source): Refusal<"last-authenticator"> {
  return refuse("last-authenticator", {
    reason: `required by ${organization.name}`,
    detail: `${organization.name} requires ${what}, so you'll always need to keep one. Add another first.`,
    policy: { name: "secondFactor", organization, workspace },
  });
}

// Recovery codes are a way back, not a way in: they do not count, or the last one spent would be the end of the account.
function decideWayBackIn(rest: readonly BoundAuthenticator[]): Refusal<"last-authenticator"> | undefined {
  if (decideCanSignIn(rest.filter(({ kind }) => kind !== "recovery-code"))) return undefined;
  return refuse("last-authenticator", {
    reason: "no-way-in",
    detail:
      "Without it nobody could sign in to this account. Add a password, or a passkey that signs in alone, first. One you have counts once you have signed in with it and nothing else.",
  });
}
