import type { Reader } from "../database/database.ts";
import { statement } from "../database/statement.ts";

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

const put = statement<{ sessionId: string; workspaceId: string; lastUsedAt: number }>((on, value) =>
  on
    .insertInto("workspaceUses")
    .values({ sessionId: value("sessionId"), workspaceId: value("workspaceId"), lastUsedAt: value("lastUsedAt") })
    .onConflict((conflict) =>
      conflict
        .columns(["sessionId", "workspaceId"])
        .doUpdateSet(({ ref }) => ({ lastUsedAt: ref("excluded.lastUsedAt") })),
    ),
);

/** Notes when a session acted in a workspace last. */
export const putUse = put.note;
