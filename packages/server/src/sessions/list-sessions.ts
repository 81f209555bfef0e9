import type { Reader, Tx } from "../database/database.ts";
import { decideAssurance } from "../rules/assurance.ts";
import { decideTouch } from "../rules/session-lifetime.ts";
import type { Assurance, Proof } from "../rules/vocabulary.ts";
import type { Services } from "../services.ts";
import { deleteOldSessions, listLive, touch } from "./sessions.sql.ts";

/** A session in the list its owner sees. */
export interface SessionListing {
  readonly id: string;
  readonly browser: string;
  readonly os: string;
  readonly ip: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly method: string;
  readonly assurance: Assurance;
  readonly flaggedAt: number | null;
  readonly flaggedReason: string | null;
}

/** The account's live sessions, newest first; `before` is the id of the last one already listed. */
export async function listSessions(
  { config, now }: Services,
  read: Reader,
  page: { accountId: string; before?: string | undefined; limit: number },
): Promise<SessionListing[]> {
  const rows = await listLive(read, { ...page, now: now(), seenSince: now() - config.session.idleSeconds * 1000 });
  return rows.map(({ id, browser, os, ip, createdAt, lastSeenAt, method, proofs, flaggedAt, flaggedReason }) => ({
    id,
    browser,
    os,
    ip,
    createdAt,
    lastSeenAt,
    method,
    assurance: decideAssurance(JSON.parse(proofs) as Proof[]),
    flaggedAt,
    flaggedReason,
  }));
}

/** Notes that a session was used, at most once a minute. */
export async function noteActivity(
  { transact, now }: Services,
  session: { id: string; lastSeenAt: number },
): Promise<void> {
  const at = now();
  if (decideTouch(session.lastSeenAt, at))
    await transact((tx) => touch(tx, session.id, at, session.lastSeenAt), "crash");
}

const keptDays = 90;

/** Forgets sessions that ended three months ago. */
export function sweepSessions(tx: Tx, now: number): Promise<void> {
  return deleteOldSessions(tx, now - keptDays * 24 * 60 * 60 * 1000);
}
