import { type Insertable, type Selectable, sql } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { statement } from "../database/statement.ts";

export type AccountRow = Selectable<Tables["accounts"]>;

const byEmailKey = statement<{ emailKey: string; now: number }, AccountRow>((on, value) =>
  on
    .selectFrom("accounts")
    .selectAll()
    .where("emailKey", "=", value("emailKey"))
    .where(({ or, eb }) => or([eb("deletesAt", "is", null), eb("deletesAt", ">", value("now"))])),
);

/** An account whose time has run out is gone, even before the sweep has come by. */
export function findByEmailKey(read: Reader, emailKey: string, now: number): Promise<AccountRow | undefined> {
  return byEmailKey.first(read, { emailKey, now });
}

const byId = statement<{ id: string }, AccountRow>((on, value) =>
  on.selectFrom("accounts").selectAll().where("id", "=", value("id")),
);

export function findById(read: Reader, id: string): Promise<AccountRow | undefined> {
  return byId.first(read, { id });
}

/** Creates an account. False when the address has one already. */
export async function insertAccount(tx: Tx, account: Insertable<Tables["accounts"]>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("accounts")
    .values(account)
    .onConflict((conflict) => conflict.column("emailKey").doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setDetails(
  tx: Tx,
  id: string,
  details: { name?: string; preferredAuthenticatorId?: string | null },
): Promise<void> {
  await tx.updateTable("accounts").set(details).where("id", "=", id).execute();
}

/** Gives an account another address, unless an account has it. */
export async function setEmail(
  tx: Tx,
  id: string,
  email: { email: string; emailKey: string; emailVerifiedAt: number },
): Promise<boolean> {
  const taken = tx
    .selectFrom("accounts as other")
    .select("other.id")
    .where("other.emailKey", "=", email.emailKey)
    .where("other.id", "<>", id);
  const { numUpdatedRows } = await tx
    .updateTable("accounts")
    .set(email)
    .where("id", "=", id)
    .where(({ not, exists }) => not(exists(taken)))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function setSuspended(tx: Tx, id: string, suspendedAt: number | null): Promise<void> {
  await tx.updateTable("accounts").set({ suspendedAt }).where("id", "=", id).execute();
}

export async function setSecured(tx: Tx, id: string, securedAt: number | null): Promise<void> {
  await tx.updateTable("accounts").set({ securedAt }).where("id", "=", id).execute();
}

export async function setPasswordResetRequired(tx: Tx, id: string, at: number | null): Promise<void> {
  await tx.updateTable("accounts").set({ passwordResetRequiredAt: at }).where("id", "=", id).execute();
}

export async function setDeletion(
  tx: Tx,
  id: string,
  deletion: { deletionRequestedAt: number | null; deletesAt: number | null },
): Promise<void> {
  await tx.updateTable("accounts").set(deletion).where("id", "=", id).execute();
}

export function listDue(read: Reader, now: number): Promise<{ id: string }[]> {
  return read.selectFrom("accounts").select("id").where("deletesAt", "<=", now).limit(100).execute();
}

/** Deletes an account whose time has come, with all that hangs on it. False when it was called back meanwhile. */
export async function deleteDue(tx: Tx, id: string, now: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("accounts")
    .where("id", "=", id)
    .where("deletesAt", "<=", now)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

export function listPage(
  read: Reader,
  { search, before, limit }: { search?: string | undefined; before?: string | undefined; limit: number },
): Promise<AccountRow[]> {
  let query = read.selectFrom("accounts").selectAll();
  if (search) query = query.where("emailKey", "like", `%${search.toLowerCase().replace(/[%_]/g, "")}%`);
  if (before) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export function listByIds(read: Reader, ids: readonly string[]): Promise<Pick<AccountRow, "id" | "name" | "email">[]> {
  return read.selectFrom("accounts").select(["id", "name", "email"]).where("id", "in", ids).execute();
}

/** How many of these accounts are neither suspended nor about to be deleted. */
export async function countStanding(read: Reader, ids: readonly string[]): Promise<number> {
  const { standing } = await read
    .selectFrom("accounts")
    .select(({ fn }) => fn.countAll().as("standing"))
    .where("id", "in", ids)
    .where("suspendedAt", "is", null)
    .where("deletesAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(standing);
}

/** An account whose address has letters beyond ASCII. */
export type BeyondAscii = Pick<AccountRow, "id" | "email" | "emailKey">;

/** Those accounts, the oldest first. */
export function listBeyondAscii(read: Reader): Promise<BeyondAscii[]> {
  return read
    .selectFrom("accounts")
    .select(["id", "email", "emailKey"])
    .where(sql<boolean>`octet_length(email_key) <> length(email_key)`)
    .orderBy("id")
    .execute();
}

export async function setEmailKey(tx: Tx, id: string, emailKey: string): Promise<void> {
  await tx.updateTable("accounts").set({ emailKey }).where("id", "=", id).execute();
}

/** Ids of accounts with an address at a domain or below it, in their order. */
export async function listAtDomain(
  read: Reader,
  domain: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await read
    .selectFrom("accounts")
    .select("id")
    .where("id", ">", after)
    .where(({ or, eb }) => or([eb("emailKey", "like", `%@${domain}`), eb("emailKey", "like", `%.${domain}`)]))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
