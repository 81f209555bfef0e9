import type { Role } from "../vocabulary/roles.ts";
import type { Reader, Tx } from "../database/database.ts";
import type { Work } from "../services.ts";
import type { Refusal } from "../problems.ts";
import { decideOneMoreOrganization } from "../rules/sizes/one-more.ts";
import { raiseEpoch } from "./epoch.sql.ts";
import {
  countMembers,
  countPlaces,
  deleteMembership,
  findMembershipRow,
  insertMembership,
  listAccountIds,
  listByRole,
  listPlaceRows,
  type MembershipRow,
  type PlaceRow,
  setMembership,
} from "./memberships.sql.ts";

/** A person's place in an organization. */
export interface Membership extends Omit<MembershipRow, "role"> {
  readonly role: Role;
}

/** A membership with what is known of its organization; `name`, `plan` and `timeZone` are the organization's. */
export interface Place extends Omit<PlaceRow, "role"> {
  readonly role: Role;
}

const isRoom = Symbol("room");

/** An account that may belong to one more organization. Only `findRoom` makes one. */
export interface Room {
  readonly accountId: string;
  readonly [isRoom]: true;
}

/** Asks whether an account may belong to one more organization. The account must be held, or two that ask at once both hear yes. */
export async function findRoom({ tx, config }: Work, accountId: string): Promise<Room | Refusal<"conflict">> {
  const full = decideOneMoreOrganization(await countPlaces(tx, accountId), config.mostOrganizations);
  return full ?? { accountId, [isRoom]: true };
}

/** Makes someone a member who is none. */
export async function addMember(
  { tx, newId, now }: Work,
  { accountId }: Room,
  { organizationId, role }: { organizationId: string; role: Role },
): Promise<void> {
  const row = { id: newId("mbsh"), organizationId, accountId, role, createdAt: now() };
  await insertMembership(tx, { ...row, suspendedAt: null, breakGlassAt: null });
  await raiseEpoch(tx);
}

/** Whoever belongs to an organization, some at a time, in the order of their accounts. */
export function listMemberAccounts(
  read: Reader,
  organizationId: string,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  return listAccountIds(read, organizationId, page);
}

export async function findMembership(
  read: Reader,
  organizationId: string,
  accountId: string,
): Promise<Membership | undefined> {
  return (await findMembershipRow(read, organizationId, accountId)) as Membership | undefined;
}

/** Changes a membership: role, suspension, break-glass. It holds at the member's next request. */
export async function changeMembership(
  tx: Tx,
  membership: Pick<Membership, "organizationId" | "accountId">,
  change: { role?: Role; suspendedAt?: number | null; breakGlassAt?: number | null },
): Promise<boolean> {
  const changed = await setMembership(tx, membership, change);
  if (changed) await raiseEpoch(tx);
  return changed;
}

/** Ends a membership, with the places in workspaces. True exactly once. */
export async function endMembership(tx: Tx, organizationId: string, accountId: string): Promise<boolean> {
  const ended = await deleteMembership(tx, organizationId, accountId);
  if (ended) await raiseEpoch(tx);
  return ended;
}

/** Everyone who holds a role, suspended ones too; those who joined first in front. */
export async function listMembersByRole(read: Reader, organizationId: string, role: Role): Promise<Membership[]> {
  return (await listByRole(read, organizationId, role)) as Membership[];
}

export function countMemberships(read: Reader, organizationId: string): Promise<number> {
  return countMembers(read, organizationId);
}

/** All of an account's memberships, oldest first. */
export async function listPlaces(read: Reader, accountId: string): Promise<Place[]> {
  return (await listPlaceRows(read, accountId)) as Place[];
}
