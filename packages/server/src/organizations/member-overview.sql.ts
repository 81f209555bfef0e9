import { type MembershipStatus } from "../vocabulary/states.ts";
import type { Role } from "../vocabulary/roles.ts";
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { isBound } from "../database/bound.ts";
import type { Reader } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { ProtectionLevel } from "../rules/authenticators/protection.ts";

/** Which members, and where a page of them begins. */
export interface MemberFilter {
  readonly organizationId: string;
  readonly accountId?: string | undefined;
  readonly role?: Role | undefined;
  readonly status?: MembershipStatus | undefined;
  readonly protection?: ProtectionLevel | undefined;
  readonly workspace?: string | undefined;
  /** A part of a name or an address. */
  readonly search?: string | undefined;
  /** Only memberships older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What makes a session a live one, and a phone a second factor. */
export interface MemberLimits {
  readonly now: number;
  readonly seenSince: number;
  readonly openedSince: number;
  readonly flaggedSince: number;
  readonly hasTextMessages: boolean;
}

export interface MemberRow {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly suspendedAt: number | null;
  readonly breakGlassAt: number | null;
  readonly lastSignInAt: number | null;
  readonly sessions: number;
  readonly hasPasskey: boolean;
  readonly hasTotp: boolean;
  readonly hasPhone: boolean;
  readonly hasPassword: boolean;
  readonly hasIdentity: boolean;
}

type SecondFactorTable = "passkeys" | "totpAuthenticators" | "phones";

/**
 * A page of an organization's members with what protects them, newest first: one statement over the tables of several slices
 * (docs/decisions/0029). The page is cut first, so that sessions are counted of those on it only.
 */
export async function listMemberRows(read: Reader, filter: MemberFilter, limits: MemberLimits): Promise<MemberRow[]> {
  const found = await read
    .selectFrom(pageOf(read, filter, limits).as("page"))
    .selectAll("page")
    .select((on) => [
      hasBound(on, "passkeys", "page.accountId").as("passkey"),
      hasBound(on, "totpAuthenticators", "page.accountId").as("totp"),
      hasBound(on, "phones", "page.accountId").as("phone"),
      hasCurrent(on, "passwords", "page.accountId").as("password"),
      hasCurrent(on, "identities", "page.accountId").as("identity"),
      on
        .selectFrom("sessions")
        .select(({ fn }) => fn.max("sessions.createdAt").as("at"))
        .whereRef("sessions.accountId", "=", "page.accountId")
        .as("lastSignInAt"),
      countLive(on, limits).as("live"),
    ])
    .orderBy("page.id", "desc")
    .execute();
  return found.map(({ passkey, totp, phone, password, identity, live, role, ...row }) => ({
    ...row,
    role: role as Role,
    sessions: Number(live),
    hasPasskey: Boolean(passkey),
    hasTotp: Boolean(totp),
    hasPhone: limits.hasTextMessages && Boolean(phone),
    hasPassword: Boolean(password),
    hasIdentity: Boolean(identity),
  }));
}

function pageOf(read: Reader, filter: MemberFilter, limits: MemberLimits) {
  const { organizationId, accountId, role, status, protection, workspace, search, before, limit } = filter;
  let query = read
    .selectFrom("memberships")
    .innerJoin("accounts", "accounts.id", "memberships.accountId")
    .select([
      "memberships.id",
      "memberships.accountId",
      "accounts.name",
      "accounts.email",
      "memberships.role",
      "memberships.createdAt",
      "memberships.suspendedAt",
      "memberships.breakGlassAt",
    ])
    .where("memberships.organizationId", "=", organizationId);
  if (accountId !== undefined) query = query.where("memberships.accountId", "=", accountId);
  if (before !== undefined) query = query.where("memberships.id", "<", before);
  if (role !== undefined) query = query.where("memberships.role", "=", role);
  if (status === "active") query = query.where("memberships.suspendedAt", "is", null);
  if (status === "suspended") query = query.where("memberships.suspendedAt", "is not", null);
  if (protection !== undefined) query = query.where((on) => isProtected(on, protection, limits));
  if (workspace !== undefined) query = query.where((on) => isIn(on, organizationId, workspace));
  if (search !== undefined && search.trim() !== "") query = query.where(matches(search.trim()));
  return query.orderBy("memberships.id", "desc").limit(limit);
}

type Members = ExpressionBuilder<Tables, "memberships" | "accounts">;

function isProtected(on: Members, level: ProtectionLevel, { hasTextMessages }: MemberLimits): Expression<SqlBool> {
  const { and, or, not } = on;
  const has = (table: SecondFactorTable) => hasBound(on, table, "memberships.accountId");
  if (level === "phishing-resistant") return has("passkeys");
  const others = hasTextMessages ? [has("totpAuthenticators"), has("phones")] : [has("totpAuthenticators")];
  if (level === "two-factor") return and([not(has("passkeys")), or(others)]);
  const byProvider = and([
    not(hasCurrent(on, "passwords", "memberships.accountId")),
    hasCurrent(on, "identities", "memberships.accountId"),
  ]);
  const withoutFactor = [not(has("passkeys")), ...others.map((other) => not(other))];
  return and([...withoutFactor, level === "single-sign-on" ? byProvider : not(byProvider)]);
}

function isIn(on: Members, organizationId: string, workspace: string): Expression<SqlBool> {
  return on.exists(
    on
      .selectFrom("workspaceMembers")
      .select("workspaceMembers.workspaceId")
      .where("workspaceMembers.workspaceId", "=", workspace)
      .where("workspaceMembers.organizationId", "=", organizationId)
      .whereRef("workspaceMembers.accountId", "=", "memberships.accountId"),
  );
}

function matches(search: string): Expression<SqlBool> {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(lower(accounts.name) like ${pattern} escape '\\' or accounts.email_key like ${pattern} escape '\\')`;
}

type AccountId = "memberships.accountId" | "page.accountId";

/** As far as the tables beside it matter: they name the account. */
type Beside<Scope extends keyof Tables> =
  ExpressionBuilder<Tables, Scope> | ExpressionBuilder<Tables & { page: { accountId: string } }, "page">;

function hasBound<Scope extends keyof Tables>(on: Beside<Scope>, table: SecondFactorTable, accountId: AccountId) {
  const { exists, selectFrom } = on as unknown as Members;
  return exists(
    selectFrom(table).select(`${table}.id`).where(`${table}.accountId`, "=", sql.ref<string>(accountId)).where(isBound),
  );
}

const current = {
  passwords: sql<boolean>`(unbound_at is null)`,
  identities: sql<boolean>`(unlinked_at is null)`,
};

function hasCurrent<Scope extends keyof Tables>(on: Beside<Scope>, table: keyof typeof current, accountId: AccountId) {
  const { exists, selectFrom } = on as unknown as Members;
  return exists(
    selectFrom(table)
      .select(`${table}.id`)
      .where(`${table}.accountId`, "=", sql.ref<string>(accountId))
      .where(current[table]),
  );
}

function countLive(on: unknown, { now, seenSince, openedSince, flaggedSince }: MemberLimits) {
  return (on as Members)
    .selectFrom("sessions")
    .select(({ fn }) => fn.countAll().as("live"))
    .where("sessions.accountId", "=", sql.ref<string>("page.accountId"))
    .where("sessions.endedAt", "is", null)
    .where("sessions.expiresAt", ">", now)
    .where("sessions.lastSeenAt", ">", seenSince)
    .where("sessions.createdAt", ">", openedSince)
    .where(({ or, eb }) => or([eb("sessions.flaggedAt", "is", null), eb("sessions.flaggedAt", ">", flaggedSince)]));
}
