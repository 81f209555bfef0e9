import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { statement } from "../database/statement.ts";
import { deleteOldest } from "../database/sweep.ts";

export type SessionRow = Selectable<Tables["sessions"]>;

export type NewSession = Pick<
  SessionRow,
  | "id"
  | "tokenHash"
  | "accountId"
  | "proofs"
  | "createdAt"
  | "lastSeenAt"
  | "expiresAt"
  | "confirmationEndedAt"
  | "method"
  | "ip"
  | "browser"
  | "os"
  | "browserVersion"
  | "lastIp"
  | "lastPlace"
  | "locatedAt"
  | "rememberedAt"
  | "programAt"
>;

const insert = statement<NewSession>((on, value) =>
  on.insertInto("sessions").values({
    id: value("id"),
    tokenHash: value("tokenHash"),
    accountId: value("accountId"),
    proofs: value("proofs"),
    createdAt: value("createdAt"),
    lastSeenAt: value("lastSeenAt"),
    expiresAt: value("expiresAt"),
    confirmationEndedAt: value("confirmationEndedAt"),
    method: value("method"),
    ip: value("ip"),
    browser: value("browser"),
    os: value("os"),
    browserVersion: value("browserVersion"),
    lastIp: value("lastIp"),
    lastPlace: value("lastPlace"),
    locatedAt: value("locatedAt"),
    rememberedAt: value("rememberedAt"),
    programAt: value("programAt"),
  }),
);

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await insert.run(tx, session);
}

export interface LiveFilter {
  readonly accountId: string;
  readonly now: number;
  readonly seenSince: number;
  readonly openedSince: number;
  /** Only sessions that were not flagged before this. */
  readonly flaggedSince: number;
  /** Only sessions opened before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export function listLive(
  read: Reader,
  { accountId, now, seenSince, openedSince, flaggedSince, before, limit }: LiveFilter,
): Promise<SessionRow[]> {
  let query = read
    .selectFrom("sessions")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .where("expiresAt", ">", now)
    .where("lastSeenAt", ">", seenSince)
    .where("createdAt", ">", openedSince)
    .where(({ or, eb }) => or([eb("flaggedAt", "is", null), eb("flaggedAt", ">", flaggedSince)]));
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export function findLive(read: Reader, id: string): Promise<SessionRow | undefined> {
  return read.selectFrom("sessions").selectAll().where("id", "=", id).where("endedAt", "is", null).executeTakeFirst();
}

export function findById(read: Reader, id: string): Promise<SessionRow | undefined> {
  return read.selectFrom("sessions").selectAll().where("id", "=", id).executeTakeFirst();
}

type ProgramUse = Pick<SessionRow, "accountId" | "browser" | "os" | "ip">;

const findProgram = statement<ProgramUse, { id: string }>((on, value) =>
  on
    .selectFrom("sessions")
    .select("id")
    .where("accountId", "=", value("accountId"))
    .where("browser", "=", value("browser"))
    .where("os", "=", value("os"))
    .where("ip", "=", value("ip"))
    .where("programAt", "is not", null)
    .limit(1),
);

/** Whether a program has opened a session of an account from this agent, system and address. */
export async function hasProgramFrom(read: Reader, use: ProgramUse): Promise<boolean> {
  return (await findProgram.first(read, use)) !== undefined;
}

interface SessionEnd {
  readonly endedAt: number;
  readonly endedReason: string;
}

/** Why the session of a token ended; null when it passed a limit without being marked, undefined when there never was one. */
export async function findEndedReason(read: Reader, tokenHash: Uint8Array): Promise<string | null | undefined> {
  const row = await read
    .selectFrom("sessions")
    .select("endedReason")
    .where("tokenHash", "=", tokenHash)
    .executeTakeFirst();
  return row?.endedReason;
}

/** Ends one session of an account. True exactly once. */
export async function markEnded(
  tx: Tx,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  end: SessionEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set(end)
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

type Beyond = Pick<LiveFilter, "accountId" | "now" | "seenSince"> & { readonly most: number };

const findBeyond = statement<Beyond, { id: string }>((on, value) =>
  on
    .selectFrom("sessions")
    .select("id")
    .where("accountId", "=", value("accountId"))
    .where("endedAt", "is", null)
    .where("expiresAt", ">", value("now"))
    .where("lastSeenAt", ">", value("seenSince"))
    .orderBy("lastSeenAt", "desc")
    .orderBy("id", "desc")
    .limit(1_000)
    .offset(value("most")),
);

/** Live sessions of an account beyond so many, those used least recently. */
export async function listBeyond(read: Reader, beyond: Beyond): Promise<string[]> {
  return (await findBeyond.all(read, beyond)).map(({ id }) => id);
}

/** Ends all live sessions of an account but one. Answers the ids of those it ended. */
export async function markAllEnded(
  tx: Tx,
  { accountId, exceptId }: { readonly accountId: string; readonly exceptId: string | null },
  end: SessionEnd,
): Promise<string[]> {
  let query = tx.updateTable("sessions").set(end).where("accountId", "=", accountId).where("endedAt", "is", null);
  if (exceptId !== null) query = query.where("id", "<>", exceptId);
  return (await query.returning("id").execute()).map(({ id }) => id);
}

/** Forgets sessions that ended, or passed their limit, before this. */
export async function deleteOldSessions(tx: Tx, before: number, most: number): Promise<number> {
  const over = { key: ["id"], before } as const;
  const ended = await deleteOldest(tx, "sessions", { ...over, at: "endedAt", most });
  return ended + (await deleteOldest(tx, "sessions", { ...over, at: "expiresAt", most: most - ended }));
}
