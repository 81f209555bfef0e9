import { type MembershipStatus } from "../vocabulary/states.ts";
import type { Role } from "../vocabulary/roles.ts";
import { findPolicies, type SetPolicies } from "../policies/stored-policies.ts";
import { listWorkspacesWithin } from "../policies/workspaces.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideBindBy } from "../rules/policies/binding/unmet.ts";
import { heldToNothing } from "../rules/policies/held/held-policies.ts";
import { decideHeldBy } from "../rules/policies/held/holding.ts";
import { decideProtection, type ProtectionLevel } from "../rules/authenticators/protection.ts";
import { decideIgnoredSince } from "../rules/sessions/restoring.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services, World } from "../services.ts";
import { listMemberRows, type MemberFilter, type MemberLimits, type MemberRow } from "./member-overview.sql.ts";

/** A member as the organization's admins see them. */
export interface MemberListing {
  /** Of the membership. */
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Role;
  readonly protection: ProtectionLevel;
  readonly lastSignInAt: number | null;
  readonly sessions: number;
  readonly status: MembershipStatus;
  readonly joinedAt: number;
  readonly bindBy: number | null;
  readonly workspaces: readonly { readonly id: string; readonly name: string }[];
  readonly breakGlass: boolean;
  readonly you: boolean;
}

/** Members of the caller's organization, newest first. */
export async function listMembers(
  services: Services,
  caller: Member,
  filter: Omit<MemberFilter, "organizationId">,
): Promise<MemberListing[]> {
  const { read } = services.database;
  const { id: organizationId } = caller.place;
  const [rows, set] = await Promise.all([
    listMemberRows(read, { ...filter, organizationId }, limitsOf(services)),
    findPolicies(read, organizationId),
  ]);
  const ids = rows.map(({ accountId }) => accountId);
  const workspaces = await listWorkspacesWithin(read, organizationId, ids);
  return rows.map((row) => toListing(row, { caller, set, workspaces: workspaces.get(row.accountId) ?? [] }));
}

/** One member of the caller's organization. */
export async function findMember(
  services: Services,
  caller: Member,
  accountId: string,
): Promise<MemberListing | Refusal<"not-found">> {
  const [found] = await listMembers(services, caller, { accountId, limit: 1 });
  return found ?? refuse("not-found");
}

function limitsOf({ config, now }: World): MemberLimits {
  const at = now();
  const { idleSeconds, absoluteSeconds } = config.session;
  return {
    now: at,
    seenSince: at - idleSeconds * 1000,
    openedSince: at - absoluteSeconds * 1000,
    flaggedSince: decideIgnoredSince(at),
    hasTextMessages: config.textMessages.isOn,
  };
}

function toListing(
  row: MemberRow,
  { caller, set, workspaces }: { caller: Member; set: SetPolicies; workspaces: MemberListing["workspaces"] },
): MemberListing {
  const { id, accountId, name, email, role, createdAt, suspendedAt, breakGlassAt, lastSignInAt, sessions } = row;
  const kinds = kindsOf(row);
  const all = row.hasPassword ? (["password", ...kinds] as const) : kinds;
  const bound = all.map((kind) => ({ kind, id: kind }));
  return {
    ...{ id, role, lastSignInAt, sessions, workspaces },
    account: { id: accountId, name, email },
    protection: decideProtection(bound, 0, { isKnown: row.hasIdentity, captured: null }).level,
    status: suspendedAt === null ? "active" : "suspended",
    joinedAt: createdAt,
    bindBy: suspendedAt === null ? bindByOf(caller, set, row) : null,
    breakGlass: breakGlassAt !== null,
    you: accountId === caller.account.id,
  };
}

function kindsOf({ hasPasskey, hasTotp, hasPhone }: MemberRow): AuthenticatorKind[] {
  const kinds: (AuthenticatorKind | false)[] = [hasPasskey && "passkey", hasTotp && "totp", hasPhone && "phone"];
  return kinds.filter((kind) => kind !== false);
}

function bindByOf({ place }: Member, { secondFactor, allowedKinds }: SetPolicies, row: MemberRow): number | null {
  const set = { ...(secondFactor && { secondFactor }), ...(allowedKinds && { allowedKinds }) };
  const from = { organization: { id: place.id, name: place.name }, workspace: null };
  const here = { set, from, joinedAt: row.createdAt, timeZone: place.timeZone };
  return decideBindBy(kindsOf(row), decideHeldBy([here], row.breakGlassAt !== null, heldToNothing));
}
