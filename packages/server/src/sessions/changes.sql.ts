import type { Reader, Tx } from "../database/database.ts";

/** Replaces a live session's proofs, and its token when one is given, if they are still the ones read. */
export async function replaceProofs(
  tx: Tx,
  read: { readonly id: string; readonly proofs: string },
  next: {
    readonly proofs: string;
    readonly tokenHash?: Uint8Array;
    readonly lastSeenAt?: number;
    readonly confirmationEndedAt?: number;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set(next)
    .where("id", "=", read.id)
    .where("proofs", "=", read.proofs)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Gives a live session this token. False when it has ended. */
export async function setToken(tx: Tx, id: string, tokenHash: Uint8Array): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set({ tokenHash })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Sessions in which the device remembered then stood in for the second step have it no more. */
export async function clearStandIn(
  tx: Tx,
  { accountId, rememberedAt }: { readonly accountId: string; readonly rememberedAt: number },
): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ rememberedAt: null })
    .where("accountId", "=", accountId)
    .where("rememberedAt", "=", rememberedAt)
    .where("endedAt", "is", null)
    .execute();
}

export async function setConfirmationEnded(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable("sessions").set({ confirmationEndedAt: now }).where("id", "=", id).execute();
}

export async function endConfirmationsOfOthers(
  tx: Tx,
  accountId: string,
  exceptId: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ confirmationEndedAt: now })
    .where("accountId", "=", accountId)
    .where("id", "<>", exceptId)
    .where("endedAt", "is", null)
    .execute();
}

/** The next accounts, by id, with a session that has not ended. */
export async function listAccountsWithSessions(read: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await read
    .selectFrom("sessions")
    .select("accountId")
    .distinct()
    .where("endedAt", "is", null)
    .where("accountId", ">", after)
    .orderBy("accountId")
    .limit(limit)
    .execute();
  return rows.map(({ accountId }) => accountId);
}
