/** Kinds of actor, each with whether it is one of many: what acts by itself has no id. */
const kinds = {
  account: "named",
  operator: "named",
  "api-key": "named",
  "organization-admin": "named",
  scim: "named",
  host: "named",
  "identity-provider": "named",
  "setup-link": "named",
  anonymous: "nameless",
  system: "nameless",
} as const;

type Kind = keyof typeof kinds;

/** Who did it. */
export type Actor = {
  [Each in Kind]: (typeof kinds)[Each] extends "named"
    ? { readonly kind: Each; readonly id: string }
    : { readonly kind: Each };
}[Kind];

export const actorKinds = Object.keys(kinds) as [Kind, ...Kind[]];

/** Nobody: a rule, or the passing of time. */
export const system = { kind: "system" } as const satisfies Actor;

/** Whoever it was: nothing was proven. */
export const anonymous = { kind: "anonymous" } as const satisfies Actor;

/** An account that acts for itself. */
export function itself(accountId: string): Extract<Actor, { kind: "account" }> {
  return { kind: "account", id: accountId };
}
