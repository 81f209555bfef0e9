import type { Reader, Tx } from "../database/database.ts";

/** When a session last acted in a workspace. */
export async function findLastUse(read: Reader, sessionId: string, workspaceId: string): Promise<number | undefined> {
  const row = await read
    .selectFrom("workspaceUses")
    .select("lastUsedAt")
    .where("sessionId", "=", sessionId)
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  return row?.lastUsedAt;
}

export async function putUse(tx: Tx, sessionId: string, workspaceId: string, lastUsedAt: number): Promise<void> {
  await tx
    .insertInto("workspaceUses")
    .values({ sessionId, workspaceId, lastUsedAt })
    .onConflict((conflict) => conflict.columns(["sessionId", "workspaceId"]).doUpdateSet({ lastUsedAt }))
    .execute();
}
