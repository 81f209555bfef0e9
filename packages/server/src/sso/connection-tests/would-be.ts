import { findIdentity } from "../../authenticators/identity/identities.ts";
import type { Connection } from "../../policies/connections.ts";
import { findMembership } from "../../policies/memberships.ts";
import { listWorkspacesWithin } from "../../policies/workspaces.ts";
import { decideGiven, decideRoleChange } from "../../rules/sso/roles.ts";
import type { Role } from "../../vocabulary/roles.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { View } from "../../services.ts";
import { findPlace } from "../flow/find-place.ts";

/** What would have become of somebody, had it been a sign-in. */
export const wouldBeAccounts = ["known", "linked", "asked-for-own-proof", "made", "refused"] as const;
export interface WouldBe {
  readonly account: (typeof wouldBeAccounts)[number];
  readonly role: Role | null;
  /** Ids of workspaces. */
  readonly workspaces: readonly string[];
  readonly assurance: 1 | 2;
}

/** What a sign-in by this word would come to now. Changes nothing. */
export async function describeWouldBe(view: View, connection: Connection, vouched: Vouched): Promise<WouldBe> {
  const { read } = view;
  const { organizationId, roleRules } = connection;
  const assurance = vouched.factors.length > 1 ? 2 : 1;
  const { account, accountId, invitedAs } = await findFate(view, connection, vouched);
  if (account === "refused") return { account, role: null, workspaces: [], assurance };
  const membership = accountId === null ? undefined : await findMembership(read, organizationId, accountId);
  const within =
    accountId === null ? [] : ((await listWorkspacesWithin(read, organizationId, [accountId])).get(accountId) ?? []);
  const role = membership?.role ?? invitedAs ?? "member";
  const given = decideGiven(roleRules, vouched.attributes, vouched.isOverage);
  const ids = within.map(({ id }) => id);
  const change = decideRoleChange(roleRules, given, { role, workspaces: ids, isNeeded: false });
  const workspaces = [...ids.filter((id) => !change.leave.includes(id)), ...change.join];
  return { account, role: change.role ?? role, workspaces, assurance };
}

interface Fate {
  readonly account: WouldBe["account"];
  readonly accountId: string | null;
  readonly invitedAs: Role | null;
}

async function findFate(view: View, connection: Connection, vouched: Vouched): Promise<Fate> {
  const { read } = view;
  const identity = await findIdentity(read, vouched);
  if (identity) {
    const membership = await findMembership(read, connection.organizationId, identity.accountId);
    const isIn = membership !== undefined && membership.suspendedAt === null;
    return { account: isIn ? "known" : "refused", accountId: identity.accountId, invitedAs: null };
  }
  const found = await findPlace(view, connection, vouched);
  if (!found) return { account: "refused", accountId: null, invitedAs: null };
  const { account, invitation, decision } = found;
  const fates = { refuse: "refused", "prove-own": "asked-for-own-proof", link: "linked", make: "made" } as const;
  const invitedAs = (invitation?.role as Role | undefined) ?? null;
  return { account: fates[decision.next], accountId: account?.id ?? null, invitedAs };
}
