import { type Insertable, type Selectable, sql, type SqlBool } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type OutboxRow = Selectable<Tables["outbox"]>;

// Servers of 0.1 take whatever is due for a mail, and may run beside this one: other channels are due where they never look.
const shift = 2 ** 50;
const dueAt = (channel: string, at: number): number => (channel === "email" ? at : at + shift);

export async function insertMessage(tx: Tx, message: Insertable<Tables["outbox"]>): Promise<void> {
  const nextTryAt = dueAt(message.channel, message.nextTryAt);
  await tx
    .insertInto("outbox")
    .values({ ...message, nextTryAt })
    .execute();
}

/** What one sender asks for. */
export interface Claim {
  readonly now: number;
  readonly claimedUntil: number;
  /** Nothing waits, and nothing is claimed, beyond these: what says so was written by a clock that has been set back. */
  readonly latestTry: number;
  readonly latestClaim: number;
  readonly limit: number;
  /** Hosts to which enough is on its way. */
  readonly except: readonly string[];
}

/** Claims a channel's messages that are due, for one sender until `claimedUntil`. Two servers never claim the same one. */
export function claimDue(
  tx: Tx,
  channel: string,
  { now, claimedUntil, latestTry, latestClaim, limit, except }: Claim,
): Promise<OutboxRow[]> {
  // As many as there can be, so that it is one text; a wildcard in a host's name leaves out no more than for a moment.
  const elsewhere = sql.join(
    [0, 1].map((at) => sql`lower(recipient) not like ${`%@${except[at] ?? ""}`}`),
    sql` and `,
  );
  const due = sql<boolean>`channel = ${channel} and sent_at is null and failed_at is null and (next_try_at <= ${dueAt(channel, now)} or next_try_at > ${dueAt(channel, latestTry)}) and (claimed_until is null or claimed_until <= ${now} or claimed_until > ${latestClaim}) and ${elsewhere}`;
  const ids = tx.selectFrom("outbox").select("id").where(due).orderBy("id").limit(limit);
  // The condition stands twice: PostgreSQL checks the outer one again after waiting for another claimant.
  return tx
    .updateTable("outbox")
    .set({ claimedUntil, tries: sql`tries + 1` })
    .where("id", "in", ids)
    .where(due)
    .returningAll()
    .execute();
}

/** Gives a message back that was claimed, as if it had not been. */
export async function releaseClaim(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ claimedUntil: null, tries: sql`tries - 1` })
    .where("id", "=", id)
    .execute();
}

/** Keeps a claim while its message is on the way. */
export async function renewClaim(tx: Tx, id: string, claimedUntil: number): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ claimedUntil })
    .where("id", "=", id)
    .where("claimedUntil", "is not", null)
    .execute();
}

/** Marks a message as handed to its transport. What it said is not kept, unless the outbox page shows it. */
export async function markSent(tx: Tx, id: string, now: number, keepContent: boolean): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ sentAt: now, claimedUntil: null, ...(!keepContent && { sealedContent: null }) })
    .where("id", "=", id)
    .execute();
}

export async function markRetry(
  tx: Tx,
  { id, channel }: Pick<OutboxRow, "id" | "channel">,
  nextTryAt: number,
  error: string,
): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ nextTryAt: dueAt(channel, nextTryAt), claimedUntil: null, lastError: error })
    .where("id", "=", id)
    .execute();
}

export async function markFailed(tx: Tx, id: string, now: number, error: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ failedAt: now, claimedUntil: null, lastError: error, sealedContent: null })
    .where("id", "=", id)
    .execute();
}

export function listMessages(read: Reader, channels: readonly string[], limit: number): Promise<OutboxRow[]> {
  return read
    .selectFrom("outbox")
    .selectAll()
    .where("channel", "in", channels)
    .where("sealedContent", "is not", null)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export function findMessage(read: Reader, channels: readonly string[], id: string): Promise<OutboxRow | undefined> {
  return read
    .selectFrom("outbox")
    .selectAll()
    .where("channel", "in", channels)
    .where("id", "=", id)
    .where("sealedContent", "is not", null)
    .executeTakeFirst();
}

export function deleteOldMessages(tx: Tx, before: number, most: number): Promise<number> {
  const only = sql<SqlBool>`(sent_at is not null or failed_at is not null)`;
  return deleteOldest(tx, "outbox", { key: ["id"], at: "createdAt", before, most, only });
}

export async function isUnsent(read: Reader, id: string): Promise<boolean> {
  const row = await read
    .selectFrom("outbox")
    .select("id")
    .where("id", "=", id)
    .where("sentAt", "is", null)
    .where("failedAt", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
