import { refuse, type Refusal } from "../../problems.ts";
import { type AuthenticatorKind, kinds, type SecondFactorKind } from "../../vocabulary/kinds.ts";

/** How many of them an organization has at most, and of keys each of its connections: enough for any, too few to fill a disk or a page with. */
export const most = { workspaces: 1000, invitations: 1000, domains: 100, connections: 10, keys: 5 } as const;

/** How many bindings of one kind wait for an account at once. */
export const mostPending = 10;

const figure = (count: number): string => count.toLocaleString("en-US");

/** Refuses one more than an organization may have. */
export function decideOneMore(what: keyof typeof most, there: number): Refusal<"conflict"> | undefined {
  const instead = {
    workspaces: `An organization has at most ${figure(most.workspaces)} workspaces. Delete one that is not used any more, or make another organization.`,
    invitations: `${figure(most.invitations)} invitations of this organization wait for an answer, which is as many as may. Wait until some are accepted, or take some back.`,
    connections: `An organization has at most ${figure(most.connections)} connections. Delete one that is not used any more.`,
    keys: `A connection has at most ${figure(most.keys)} keys of its own at once. Wait until an older one has retired.`,
    domains: `An organization has at most ${figure(most.domains)} domains, those that wait for their proof among them. Remove one that is not needed any more.`,
  };
  return there < most[what] ? undefined : full(instead[what]);
}

/** Refuses to let an account belong to one more organization. */
export function decideOneMoreOrganization(there: number, mostOrganizations: number): Refusal<"conflict"> | undefined {
  if (there < mostOrganizations) return undefined;
  return full(
    `An account belongs to at most ${figure(mostOrganizations)} organizations. Leave one that is not needed any more.`,
  );
}

/** Refuses to bind one more authenticator of a kind. */
export function decideOneMoreAuthenticator(
  kind: SecondFactorKind,
  bound: readonly { readonly kind: AuthenticatorKind }[],
  mostAuthenticators: number,
): Refusal<"conflict"> | undefined {
  if (bound.filter((each) => each.kind === kind).length < mostAuthenticators) return undefined;
  return full(
    `An account has at most ${figure(mostAuthenticators)} of each kind, and this one has as many ${kind === "phone" ? "phones" : kinds[kind].many}. Remove one that is not used any more.`,
  );
}

const full = (detail: string): Refusal<"conflict"> => refuse("conflict", { reason: "too-many", detail });
