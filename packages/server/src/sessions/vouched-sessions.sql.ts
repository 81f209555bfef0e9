import type { Reader, Tx } from "../database/database.ts";
import type { Insertable, Selectable } from "kysely";
import type { Tables } from "../database/tables.ts";

export type VouchedSessionRow = Selectable<Tables["ssoSessions"]>;

export async function insertVouchedSession(tx: Tx, row: Insertable<Tables["ssoSessions"]>): Promise<void> {
  await tx.insertInto("ssoSessions").values(row).execute();
}

export function findVouchedSession(read: Reader, sessionId: string): Promise<VouchedSessionRow | undefined> {
  return read.selectFrom("ssoSessions").selectAll().where("sessionId", "=", sessionId).executeTakeFirst();
}

/** Live sessions that a connection vouched for: all, those of one identity, or of one session at the provider. */
export function listLiveVouched(
  read: Reader,
  where: {
    connectionId: string;
    accountId?: string | undefined;
    identityId?: string | undefined;
    sidHash?: Uint8Array | undefined;
    most: number;
  },
): Promise<{ sessionId: string; accountId: string; identityId: string }[]> {
  const { connectionId, accountId, identityId, sidHash, most } = where;
  let query = read
    .selectFrom("ssoSessions")
    .innerJoin("sessions", "sessions.id", "ssoSessions.sessionId")
    .select(["sessions.id as sessionId", "sessions.accountId", "ssoSessions.identityId"])
    .where("ssoSessions.connectionId", "=", connectionId)
    .where("sessions.endedAt", "is", null);
  if (accountId !== undefined) query = query.where("sessions.accountId", "=", accountId);
  if (identityId !== undefined) query = query.where("ssoSessions.identityId", "=", identityId);
  if (sidHash !== undefined) query = query.where("ssoSessions.sidHash", "=", sidHash);
  return query.orderBy("ssoSessions.sessionId").limit(most).execute();
}
