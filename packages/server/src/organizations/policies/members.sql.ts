import { type RawBuilder, sql } from "kysely";
import { isBound } from "../../database/bound.ts";
import type { Reader } from "../../database/database.ts";
import { among } from "../../database/lists.ts";
import type { AuthenticatorKind, SecondFactorKind } from "../../vocabulary/kinds.ts";

/** For whom policies hold: an organization's active members, or those of them who are in one of its workspaces. */
export interface Scope {
  readonly organizationId: string;
  readonly workspaceId: string | null;
}

/** Who is meant by their second factors: none of `lacking`, and one of `having` where that is given. */
export interface KindFilter {
  readonly lacking: readonly AuthenticatorKind[];
  readonly having: readonly AuthenticatorKind[] | null;
}

/** Kinds that count: those this deployment offers. What is switched off is no second factor of anybody's. */
export type Offered = readonly AuthenticatorKind[];

/** A member as they are named. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** At most this many people are named. */
export const mostNamed = 100;

const tables: Readonly<Record<SecondFactorKind, string>> = {
  passkey: "passkeys",
  totp: "totp_authenticators",
  phone: "phones",
};

/** Whether a member has an authenticator of a kind that counts. */
function hasOf(offered: Offered): (kind: AuthenticatorKind) => RawBuilder<unknown> {
  return (kind) =>
    kind in tables && offered.includes(kind)
      ? sql`exists (select 1 from ${sql.raw(tables[kind as SecondFactorKind])} b
    where b.account_id = m.account_id and ${isBound})`
      : sql`1 = 0`;
}

/** `from … where …` of the members a policy holds for, as `m`. */
export function membersIn(
  { organizationId, workspaceId }: Scope,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const within =
    workspaceId === null
      ? sql``
      : sql` join workspace_members w on w.account_id = m.account_id and w.workspace_id = ${workspaceId}`;
  return sql`from memberships m${within}${more} where m.organization_id = ${organizationId} and m.suspended_at is null`;
}

/** How many members have which kinds. */
export interface KindsRow {
  readonly passkey: number;
  readonly totp: number;
  readonly phone: number;
  readonly members: number;
}

/** From so many members on it is cheaper to read all authenticators once than to look each member's up. */
const many = 5000;

/** Counts members by the kinds of second factor they have: at most eight rows. */
export async function countByKinds(read: Reader, scope: Scope, offered: Offered): Promise<KindsRow[]> {
  const has = hasOf(offered);
  const areMany = (await countMembersIn(read, scope)) >= many;
  const flag = (kind: SecondFactorKind, as: string) =>
    areMany && offered.includes(kind)
      ? sql`case when ${sql.raw(as)}.account_id is null then 0 else 1 end`
      : sql`case when ${has(kind)} then 1 else 0 end`;
  const joins = areMany ? sql`${holdersOf("passkey", "p")}${holdersOf("totp", "t")}${holdersOf("phone", "f")}` : sql``;
  const { rows } = await sql<KindsRow>`select passkey, totp, phone, count(*) as members from
    (select ${flag("passkey", "p")} as passkey, ${flag("totp", "t")} as totp, ${flag("phone", "f")} as phone
      ${membersIn(scope, joins)}) each
    group by passkey, totp, phone`.execute(read);
  return rows;
}

function holdersOf(kind: SecondFactorKind, as: string): RawBuilder<unknown> {
  return sql` left join (select account_id from ${sql.raw(tables[kind])}
    where ${isBound} group by account_id) ${sql.raw(as)}
    on ${sql.raw(as)}.account_id = m.account_id`;
}

export async function countMembersIn(read: Reader, scope: Scope): Promise<number> {
  const { rows } = await sql<{ members: number }>`select count(*) as members ${membersIn(scope)}`.execute(read);
  return rows[0]?.members ?? 0;
}

export interface LackingRow extends PersonRow {
  readonly joinedAt: number;
  /** When they came into the workspace; null for the whole organization's. */
  readonly enteredAt: number | null;
  readonly passkey: number;
  readonly totp: number;
  readonly phone: number;
}

/** The members meant by their second factors, those who joined last in front. */
export async function listByKinds(
  read: Reader,
  scope: Scope,
  { lacking, having }: KindFilter,
  offered: Offered,
): Promise<LackingRow[]> {
  const has = hasOf(offered);
  const none = lacking.map((kind) => sql` and not ${has(kind)}`);
  const some = having ? sql` and (${sql.join([sql`1 = 0`, ...having.map(has)], sql` or `)})` : sql``;
  const enteredAt = scope.workspaceId === null ? sql`cast(null as bigint)` : sql`w.created_at`;
  const flag = (kind: SecondFactorKind) => sql`case when ${has(kind)} then 1 else 0 end`;
  const { rows } = await sql<LackingRow>`
    select m.account_id as id, a.name, a.email, m.role, m.created_at as joined_at, ${enteredAt} as entered_at,
      ${flag("passkey")} as passkey, ${flag("totp")} as totp, ${flag("phone")} as phone
    ${membersIn(scope, sql` join accounts a on a.id = m.account_id`)}${sql.join([sql``, ...none], sql``)}${some}
    order by m.id desc limit ${sql.lit(mostNamed)}`.execute(read);
  return rows;
}

/** These members, those who joined last in front. */
export async function listNamed(read: Reader, memberIds: readonly string[]): Promise<PersonRow[]> {
  if (memberIds.length === 0) return [];
  const { rows } =
    await sql<PersonRow>`select a.id, a.name, a.email, m.role from memberships m join accounts a on a.id = m.account_id
    where m.id in ${among(memberIds)} order by m.id desc`.execute(read);
  return rows;
}

export interface OwnerRow extends PersonRow {
  readonly breakGlassAt: number | null;
  /** 1 when they are in the workspace; 1 for the whole organization's policies. */
  readonly isIn: number;
  readonly passkey: number;
  readonly totp: number;
  readonly phone: number;
}

/** Owners who could act: suspended neither there nor altogether, nor about to be deleted. */
export async function listActiveOwners(
  read: Reader,
  { organizationId, workspaceId }: Scope,
  offered: Offered,
): Promise<OwnerRow[]> {
  const has = hasOf(offered);
  const isIn = sql`${
    workspaceId === null
      ? sql`1`
      : sql`case when exists (select 1 from workspace_members w
    where w.account_id = m.account_id and w.workspace_id = ${workspaceId}) then 1 else 0 end`
  } as is_in`;
  const flag = (kind: SecondFactorKind) => sql`case when ${has(kind)} then 1 else 0 end`;
  const { rows } = await sql<OwnerRow>`
    select m.account_id as id, a.name, a.email, m.role, m.break_glass_at, ${isIn},
      ${flag("passkey")} as passkey, ${flag("totp")} as totp, ${flag("phone")} as phone
    ${membersIn({ organizationId, workspaceId: null }, sql` join accounts a on a.id = m.account_id and a.suspended_at is null and a.deletes_at is null`)}
      and m.role = 'owner' order by m.id`.execute(read);
  return rows;
}
