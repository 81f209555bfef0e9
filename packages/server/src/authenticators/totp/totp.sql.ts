import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { statement } from "../../database/statement.ts";

export type TotpRow = Selectable<Tables["totpAuthenticators"]>;

export async function insertPending(tx: Tx, row: Insertable<Tables["totpAuthenticators"]>): Promise<void> {
  await tx.insertInto("totpAuthenticators").values(row).execute();
}

export function findUnbound(read: Reader, id: string, accountId: string): Promise<TotpRow | undefined> {
  return read
    .selectFrom("totpAuthenticators")
    .selectAll()
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .executeTakeFirst();
}

const listBound = statement<{ accountId: string }, TotpRow>((on, value) =>
  on
    .selectFrom("totpAuthenticators")
    .selectAll()
    .where("accountId", "=", value("accountId"))
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .orderBy("boundAt")
    .orderBy("id"),
);

export function listBoundTotp(read: Reader, accountId: string): Promise<TotpRow[]> {
  return listBound.all(read, { accountId });
}

/** Binds a pending authenticator with its first code, whose step is thereby spent. True exactly once. */
export async function consumePending(
  tx: Tx,
  id: string,
  { now, name, step }: { now: number; name: string; step: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("totpAuthenticators")
    .set({ boundAt: now, lastUsedAt: now, name, lastSpentStep: step })
    .where("id", "=", id)
    .where("boundAt", "is", null)
    .where("unboundAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Spends one time step. False when it, or a later one, was spent already: a code is accepted once (RFC 6238 §5.2). */
export async function spendStep(tx: Tx, id: string, step: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("totpAuthenticators")
    .set({ lastSpentStep: step, lastUsedAt: now })
    .where("id", "=", id)
    .where("lastSpentStep", "<", step)
    .where("unboundAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
