import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { statement } from "../../database/statement.ts";

export type PasswordRow = Selectable<Tables["passwords"]>;

const findBound = statement<{ accountId: string }, PasswordRow>((on, value) =>
  on.selectFrom("passwords").selectAll().where("accountId", "=", value("accountId")).where("unboundAt", "is", null),
);

export function findBoundPassword(read: Reader, accountId: string): Promise<PasswordRow | undefined> {
  return findBound.first(read, { accountId });
}

export async function insertPassword(tx: Tx, password: Insertable<Tables["passwords"]>): Promise<void> {
  await tx.insertInto("passwords").values(password).execute();
}

const spend = statement<{ id: string; now: number; hash: string }>((on, value) =>
  on
    .updateTable("passwords")
    .set({ lastUsedAt: value("now"), hash: value("hash") })
    .where("id", "=", value("id"))
    .where("unboundAt", "is", null),
);

/** Uses a password that is still bound, and keeps this hash of it. False when it was changed meanwhile. */
export async function spendPassword(tx: Tx, id: string, now: number, hash: string): Promise<boolean> {
  return (await spend.run(tx, { id, now, hash })) === 1n;
}

const checked = statement<{ id: string; now: number; breachedAt: number | null }>((on, value) =>
  on
    .updateTable("passwords")
    .set({ breachCheckedAt: value("now"), breachedAt: value("breachedAt") })
    .where("id", "=", value("id"))
    .where("breachCheckedAt", "is", null),
);

/** Keeps what was found of a password. True exactly once. */
export async function markBreachChecked(tx: Tx, id: string, now: number, isBreached: boolean): Promise<boolean> {
  return (await checked.run(tx, { id, now, breachedAt: isBreached ? now : null })) === 1n;
}

/** Unbinds an account's password. Answers the ids of what it unbound. */
export async function markPasswordUnbound(tx: Tx, accountId: string, now: number): Promise<string[]> {
  const unbound = await tx
    .updateTable("passwords")
    .set({ unboundAt: now })
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .returning("id")
    .execute();
  return unbound.map(({ id }) => id);
}
