import { listKnownAccounts } from "../../accounts/known-accounts.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { listIdentitiesAt } from "../../authenticators/identity/identities.ts";
import { changeConnection, findConnection, type StoredConnection } from "../../policies/connections.ts";
import { findMembership } from "../../policies/memberships.ts";
import { listWorkspaces, listWorkspacesWithin } from "../../policies/workspaces.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideGiven, decideRoleChange } from "../../rules/sso/roles.ts";
import type { Role } from "../../vocabulary/roles.ts";
import type { RoleRule } from "../../vocabulary/sso.ts";
import type { Services, View } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { changedMeanwhile, findOwn } from "./manage-connections.ts";

type Unfit = Refusal<"invalid-request" | "conflict">;

interface Wish {
  readonly id: string;
  readonly rules: readonly RoleRule[];
}

/** Sets the rules by which a connection's people get their roles, from their next sign-in on. */
export function setRoleRules(
  services: Services,
  steward: Steward,
  { id, rules }: Wish,
): Promise<StoredConnection | StewardRefused | Unfit> {
  return services.transact(async (work): Promise<StoredConnection | StewardRefused | Unfit> => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, id);
    if (!connection) return refuse("not-found");
    const unfit = await refuseUnfit(work, steward, rules);
    if (unfit) return unfit;
    const row = { roleRules: JSON.stringify(rules) };
    if (!(await changeConnection(work.tx, connection, row))) return refuse("conflict", { detail: changedMeanwhile });
    const data = { connectionId: id, name: connection.name, rules: rules.length };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.rules-changed", data });
    return (await findConnection(work.tx, id))!;
  });
}

async function refuseUnfit(
  { read }: Pick<View, "read">,
  { organizationId }: Steward,
  rules: readonly RoleRule[],
): Promise<Refusal<"invalid-request"> | undefined> {
  const ids = [...new Set(rules.flatMap(({ workspace }) => workspace ?? []))];
  const known = await listWorkspaces(read, { organizationId, ids, limit: ids.length || 1 });
  const errors = rules.flatMap(({ role, workspace }, place) => {
    if (role === undefined && workspace === undefined)
      return [{ pointer: `#/${place}`, detail: "A rule gives a role, a workspace, or both." }];
    const isThere = workspace === undefined || known.some((each) => each.id === workspace);
    return isThere ? [] : [{ pointer: `#/${place}/workspace`, detail: "There is no such workspace here." }];
  });
  return errors.length > 0 ? refuse("invalid-request", { errors }) : undefined;
}

/** How many people a preview looks at: the newest. */
const mostPeople = 200;

export interface Preview {
  readonly people: readonly {
    readonly account: { readonly id: string; readonly name: string; readonly email: string };
    readonly now: { readonly role: Role; readonly workspaces: readonly string[] };
    readonly then: { readonly role: Role; readonly workspaces: readonly string[] };
    readonly changes: boolean;
  }[];
  readonly isWhole: boolean;
}

/** Who would get what, by what the provider said of them when they last came. Changes nothing. */
export async function previewRoleRules(
  services: Services,
  steward: Steward,
  { id, rules }: Wish,
): Promise<Preview | Refusal<"not-found" | "invalid-request">> {
  const { read } = services;
  const connection = await findConnection(read, id);
  const { organizationId } = steward;
  if (connection?.organizationId !== organizationId) return refuse("not-found");
  const unfit = await refuseUnfit(services, steward, rules);
  if (unfit) return unfit;
  const identities = await listIdentitiesAt(read, { connectionId: id, limit: mostPeople + 1 });
  const looked = identities.slice(0, mostPeople);
  const ids = looked.map(({ accountId }) => accountId);
  const accounts = await listKnownAccounts(
    read,
    ids.map((accountId) => ({ accountId, actorId: null })),
  );
  const within = await listWorkspacesWithin(read, organizationId, ids);
  const people: Preview["people"][number][] = [];
  for (const { accountId, attributes } of looked) {
    const membership = await findMembership(read, organizationId, accountId);
    const { name = "", email = "" } = accounts.get(accountId) ?? {};
    if (!membership) continue;
    const now = { role: membership.role, workspaces: (within.get(accountId) ?? []).map((each) => each.id) };
    const isNeeded = membership.breakGlassAt !== null;
    const change = decideRoleChange(rules, decideGiven(rules, attributes ?? {}, attributes === null), {
      ...now,
      isNeeded,
    });
    const workspaces = [...now.workspaces.filter((each) => !change.leave.includes(each)), ...change.join];
    const then = { role: change.role ?? now.role, workspaces };
    const changes = change.role !== null || change.join.length > 0 || change.leave.length > 0;
    people.push({ account: { id: accountId, name, email }, now, then, changes });
  }
  return { people, isWhole: identities.length <= mostPeople };
}
