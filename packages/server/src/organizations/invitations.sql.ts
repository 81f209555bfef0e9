import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { MailId } from "../delivery/outbox.ts";
import { usableOnce } from "../database/single-use.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type InvitationRow = Selectable<Tables["invitations"]>;

// Accepted, replaced by a later one, or taken back.
const { isUnspent, isUnspentAt } = usableOnce("spentAt", "replacedAt", "revokedAt");

export async function insertInvitation(tx: Tx, row: Insertable<Tables["invitations"]>): Promise<void> {
  await tx.insertInto("invitations").values(row).execute();
}

/** Replaces every earlier invitation of an address to an organization that still waits by another, which was mailed. */
export async function replaceInvitations(
  tx: Tx,
  { organizationId, emailKey }: Pick<InvitationRow, "organizationId" | "emailKey">,
  { now }: { readonly now: number; readonly by: MailId },
): Promise<void> {
  await tx
    .updateTable("invitations")
    .set({ replacedAt: now })
    .where("organizationId", "=", organizationId)
    .where("emailKey", "=", emailKey)
    .where(isUnspent)
    .execute();
}

/** The invitation an open link was mailed for. */
export function findOpenInvitation(
  read: Reader,
  tokenHash: Uint8Array,
  now: number,
): Promise<InvitationRow | undefined> {
  return read
    .selectFrom("invitations")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where(isUnspentAt(now))
    .executeTakeFirst();
}

/** Spends an invitation's link. Answers it to exactly one caller. */
export function consumeInvitation(tx: Tx, tokenHash: Uint8Array, now: number): Promise<InvitationRow | undefined> {
  return tx
    .updateTable("invitations")
    .set({ spentAt: now })
    .where("tokenHash", "=", tokenHash)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

/** Takes an invitation back that was not used. Answers it to exactly one caller. */
export function revokeInvitationRow(
  tx: Tx,
  { organizationId, id }: Pick<InvitationRow, "organizationId" | "id">,
  now: number,
): Promise<InvitationRow | undefined> {
  return tx
    .updateTable("invitations")
    .set({ revokedAt: now })
    .where("organizationId", "=", organizationId)
    .where("id", "=", id)
    .where(isUnspent)
    .returningAll()
    .executeTakeFirst();
}

/** Takes back whatever waits for an address in an organization. */
export function revokeInvitationsOf(
  tx: Tx,
  { organizationId, emailKey }: Pick<InvitationRow, "organizationId" | "emailKey">,
  now: number,
): Promise<InvitationRow[]> {
  return tx
    .updateTable("invitations")
    .set({ revokedAt: now })
    .where("organizationId", "=", organizationId)
    .where("emailKey", "=", emailKey)
    .where(isUnspent)
    .returningAll()
    .execute();
}

/** Takes back whatever an account has sent since then, in any organization, and nobody has used. */
export function revokeInvitationsSentBy(
  tx: Tx,
  { accountId, since }: { accountId: string; since: number },
  now: number,
): Promise<InvitationRow[]> {
  return tx
    .updateTable("invitations")
    .set({ revokedAt: now })
    .where("invitedBy", "=", accountId)
    .where("createdAt", ">=", since)
    .where(isUnspent)
    .returningAll()
    .execute();
}

/** How many invitations to other addresses than this one can still be accepted. */
export async function countWaiting(
  read: Reader,
  { organizationId, emailKey }: Pick<InvitationRow, "organizationId" | "emailKey">,
  now: number,
): Promise<number> {
  const { waiting } = await read
    .selectFrom("invitations")
    .select(({ fn }) => fn.countAll().as("waiting"))
    .where("organizationId", "=", organizationId)
    .where("emailKey", "<>", emailKey)
    .where(isUnspentAt(now))
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/** Invitations that were neither accepted nor taken back, newest first. */
export function listInvitationRows(
  read: Reader,
  { organizationId, before, limit }: { organizationId: string; before?: string | undefined; limit: number },
): Promise<InvitationRow[]> {
  let query = read.selectFrom("invitations").selectAll().where("organizationId", "=", organizationId).where(isUnspent);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** Forgets invitations that ended, in whatever way, before this. */
export async function deleteEndedInvitations(tx: Tx, before: number, most: number): Promise<number> {
  let done = 0;
  for (const at of ["expiresAt", "spentAt", "replacedAt", "revokedAt"] as const)
    done += await deleteOldest(tx, "invitations", { key: ["id"], at, before, most: most - done });
  return done;
}

/** Invitations that wait for an address in an organization, the newest first. */
export function listOpenFor(
  read: Reader,
  { organizationId, emailKey }: Pick<InvitationRow, "organizationId" | "emailKey">,
  now: number,
): Promise<InvitationRow[]> {
  return read
    .selectFrom("invitations")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("emailKey", "=", emailKey)
    .where(isUnspentAt(now))
    .orderBy("id", "desc")
    .limit(1)
    .execute();
}
