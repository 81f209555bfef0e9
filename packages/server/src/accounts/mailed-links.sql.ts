import { type Insertable, type Selectable, sql } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { usableOnce } from "../database/single-use.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { MailId } from "../delivery/outbox.ts";
import type { Tables } from "../database/tables.ts";

export type SignUpRow = Selectable<Tables["signUps"]>;
export type EmailChangeRow = Selectable<Tables["emailChanges"]>;
export type PasswordResetRow = Selectable<Tables["passwordResets"]>;

const { isUnspent, isUnspentAt } = usableOnce("spentAt", "replacedAt");

export async function insertSignUp(tx: Tx, row: Insertable<Tables["signUps"]>): Promise<void> {
  await tx.insertInto("signUps").values(row).execute();
}

// A sign-up with an address that has an account is kept too, so that both cost the same; it makes nothing.
const isForNewAccount = sql<boolean>`(password_hash is not null or passwordless_at is not null)`;

/** The sign-ups of an address that wait for their click: at most two of them, for one is what is looked for. */
export function listWaitingSignUps(read: Reader, emailKey: string, now: number): Promise<SignUpRow[]> {
  return read
    .selectFrom("signUps")
    .selectAll()
    .where("emailKey", "=", emailKey)
    .where(isForNewAccount)
    .where(isUnspentAt(now))
    .limit(2)
    .execute();
}

/** The sign-up a waiting link was mailed for. */
export function findWaitingSignUp(read: Reader, tokenHash: Uint8Array, now: number): Promise<SignUpRow | undefined> {
  return read
    .selectFrom("signUps")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where(isForNewAccount)
    .where(isUnspentAt(now))
    .executeTakeFirst();
}

/** Spends a sign-up's link. Answers the sign-up to exactly one caller. */
export function consumeSignUp(tx: Tx, tokenHash: Uint8Array, now: number): Promise<SignUpRow | undefined> {
  return tx
    .updateTable("signUps")
    .set({ spentAt: now })
    .where("tokenHash", "=", tokenHash)
    .where(isForNewAccount)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

/** Ends the other sign-ups of an address, and forgets every password that came with one. */
export async function closeSignUps(tx: Tx, emailKey: string, now: number): Promise<void> {
  await tx
    .updateTable("signUps")
    .set({ replacedAt: now, passwordHash: null, passwordlessAt: null })
    .where("emailKey", "=", emailKey)
    .execute();
}

/** What an earlier link is replaced by: another that stands in the outbox. */
interface Replaced {
  readonly now: number;
  readonly by: MailId;
}

/** Replaces a waiting sign-up's link by a new one, which was mailed. */
export async function renewSignUp(
  tx: Tx,
  id: string,
  { link }: { link: { tokenHash: Uint8Array; createdAt: number; expiresAt: number }; by: MailId },
): Promise<void> {
  await tx.updateTable("signUps").set(link).where("id", "=", id).where("spentAt", "is", null).execute();
}

export async function insertEmailChange(tx: Tx, row: Insertable<Tables["emailChanges"]>): Promise<void> {
  await tx.insertInto("emailChanges").values(row).execute();
}

/** Replaces every earlier change of address that still waits by another, which was mailed. */
export async function replaceEmailChanges(tx: Tx, accountId: string, { now }: Replaced): Promise<void> {
  await voidEmailChanges(tx, accountId, now);
}

/** Ends every change of address that still waits, or all but those that one session asked for. Answers how many. */
export async function voidEmailChanges(
  tx: Tx,
  accountId: string,
  now: number,
  exceptSessionId?: string,
): Promise<number> {
  let query = tx
    .updateTable("emailChanges")
    .set({ replacedAt: now })
    .where("accountId", "=", accountId)
    .where(isUnspent);
  if (exceptSessionId !== undefined)
    query = query.where(({ or, eb }) => or([eb("sessionId", "is", null), eb("sessionId", "<>", exceptSessionId)]));
  return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
}

/** The change of address a waiting link was mailed for. */
export function findEmailChange(read: Reader, tokenHash: Uint8Array, now: number): Promise<EmailChangeRow | undefined> {
  return read
    .selectFrom("emailChanges")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where(isUnspentAt(now))
    .executeTakeFirst();
}

export function findWaitingEmailChange(
  read: Reader,
  accountId: string,
  now: number,
): Promise<EmailChangeRow | undefined> {
  return read
    .selectFrom("emailChanges")
    .selectAll()
    .where("accountId", "=", accountId)
    .where(isUnspentAt(now))
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Spends a change of address. Answers it to exactly one caller. */
export function consumeEmailChange(tx: Tx, tokenHash: Uint8Array, now: number): Promise<EmailChangeRow | undefined> {
  return tx
    .updateTable("emailChanges")
    .set({ spentAt: now })
    .where("tokenHash", "=", tokenHash)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

export async function insertPasswordReset(tx: Tx, row: Insertable<Tables["passwordResets"]>): Promise<void> {
  await tx.insertInto("passwordResets").values(row).execute();
}

/** Replaces every earlier reset link of an account that was not used by another, which was mailed. */
export async function replacePasswordResets(tx: Tx, accountId: string, { now }: Replaced): Promise<void> {
  await voidPasswordResets(tx, accountId, now);
}

/** Ends every reset link of an account that was not used. Answers how many. */
export async function voidPasswordResets(tx: Tx, accountId: string, now: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("passwordResets")
    .set({ replacedAt: now })
    .where("accountId", "=", accountId)
    .where(isUnspent)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export function findWaitingReset(
  read: Reader,
  tokenHash: Uint8Array,
  now: number,
): Promise<PasswordResetRow | undefined> {
  return read
    .selectFrom("passwordResets")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("accountId", "is not", null)
    .where(isUnspentAt(now))
    .executeTakeFirst();
}

/** Spends a reset link. Answers it to exactly one caller. */
export function consumePasswordReset(
  tx: Tx,
  tokenHash: Uint8Array,
  now: number,
): Promise<PasswordResetRow | undefined> {
  return tx
    .updateTable("passwordResets")
    .set({ spentAt: now })
    .where("tokenHash", "=", tokenHash)
    .where("accountId", "is not", null)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

export async function deleteOldLinks(tx: Tx, before: number, most: number): Promise<number> {
  let done = 0;
  for (const table of ["signUps", "emailChanges", "passwordResets"] as const)
    done += await deleteOldest(tx, table, { key: ["id"], at: "expiresAt", before, most: most - done });
  return done;
}
