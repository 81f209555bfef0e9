import type { Sweep } from "../database/sweep.ts";
import type { Role } from "../vocabulary/roles.ts";
import { type KnownAccount, listKnownAccounts } from "../accounts/known-accounts.ts";
import { recordEvent } from "../audit/record-event.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import { decideInvitationStatus, type InvitationStatus } from "../rules/organizations/invitations.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { asAdmin, holdMember } from "./hold-member.ts";
import { findAbilities } from "./invitation-sender.ts";
import {
  deleteEndedInvitations,
  type InvitationRow,
  listInvitationRows,
  revokeInvitationRow,
} from "./invitations.sql.ts";
import { maskAddress } from "./mask-address.ts";

/** An invitation as the organization's admins see it. */
export interface InvitationListing {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** Null when that account is no more. */
  readonly invitedBy: KnownAccount | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly status: InvitationStatus;
}

/** Invitations that were neither accepted nor taken back, newest first. */
export async function listInvitations(
  services: Services,
  { place }: Member,
  page: { before?: string | undefined; limit: number },
): Promise<InvitationListing[]> {
  const { read } = services.database;
  return describeInvitations(services, await listInvitationRows(read, { ...page, organizationId: place.id }));
}

export async function describeInvitations(
  { database, now }: Services,
  rows: readonly InvitationRow[],
): Promise<InvitationListing[]> {
  const people = rows.map(({ invitedBy }) => ({ accountId: invitedBy, actorId: null }));
  const known = await listKnownAccounts(database.read, people);
  const at = now();
  const isAble = await findAbilities(database.read, rows);
  return rows.map((row) => {
    const { id, email, role, invitedBy, createdAt, expiresAt } = row;
    const by = invitedBy === null ? undefined : known.get(invitedBy);
    const status = decideInvitationStatus({ expiresAt, isSenderAble: isAble(row) }, at);
    return { id, email, role: role as Role, invitedBy: by ?? null, createdAt, expiresAt, status };
  });
}

/** Takes an invitation back: its link stops working. */
export function revokeInvitation(
  services: Services,
  caller: Member,
  id: string,
): Promise<Refusal<"not-found" | "not-signed-in" | "not-allowed"> | undefined> {
  return services.transact(async (work) => {
    const held = await holdMember(work.tx, caller, "manage-members");
    if (isRefusal(held)) return held;
    const revoked = await revokeInvitationRow(work.tx, { organizationId: caller.place.id, id }, work.now());
    if (!revoked) return refuse("not-found");
    const data = { invitationId: id, to: maskAddress(revoked.email) };
    await recordEvent(work, { ...asAdmin(caller), type: "invitation.revoked", accountId: null, data });
    return undefined;
  });
}

const keptDays = 30;

/** Forgets invitations, with their addresses, 30 days after they ended. */
export const sweepInvitations: Sweep = (tx, now, most) =>
  deleteEndedInvitations(tx, now - keptDays * 24 * 60 * 60 * 1000, most);
