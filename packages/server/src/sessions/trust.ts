import { system, type Actor } from "../vocabulary/events/actors.ts";
import type { FlagReason } from "../vocabulary/events/words.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Reader } from "../database/database.ts";
import { decideFlagIgnored, decideIgnoredSince } from "../rules/sessions/restoring.ts";
import { decideFailedStepUps, decideIsForwarded, type Evidence, listDoubts } from "../rules/sessions/trust.ts";
import type { Client, Services, Work, World } from "../services.ts";
import { deviceText } from "./device.ts";
import { gatherDoubtFacts } from "./doubts.ts";
import { endSession } from "./end-sessions.ts";
import { seenUse } from "./place.ts";
import { findById, findLive, type SessionRow } from "./sessions.sql.ts";
import { touch } from "./touch.sql.ts";
import {
  clearFlag,
  findEvidence,
  listFlaggedBefore,
  listUnended,
  markFlagged,
  replaceFailedStepUps,
} from "./trust.sql.ts";

/** Whose session is doubted, and by whom. */
export interface Doubt {
  readonly account: { readonly id: string; readonly email: string };
  readonly evidence: Evidence;
  /** The request that brought the evidence; absent for the operator's command. */
  readonly client?: Client | undefined;
  readonly actor?: Actor;
  /** Why, in the operator's words. */
  readonly note?: string | undefined;
}

/** Flags a session: one event, however many requests bring evidence at once. False when it was flagged or had ended. */
export async function flagSession(
  work: Work,
  sessionId: string,
  { account, evidence: { reason, text }, client, actor = system, note }: Doubt,
): Promise<boolean> {
  const at = work.now();
  if (!(await markFlagged(work.tx, sessionId, { flaggedAt: at, flaggedReason: reason, flagEvidence: text })))
    return false;
  const data = { reason, evidence: text, ...(note && { note }) };
  await recordEvent(work, { type: "session.flagged", accountId: account.id, actor, sessionId, client, data });
  return true;
}

/** Counts a wrong answer in a session's step-up; too many within an hour flag it. */
export async function noteFailedStepUp(
  work: Work,
  sessionId: string,
  { account, client }: Omit<Doubt, "evidence">,
): Promise<void> {
  const at = work.now();
  for (;;) {
    const row = await findLive(work.tx, sessionId);
    if (!row) return;
    const { recent, tooMany } = decideFailedStepUps(JSON.parse(row.failedStepUps) as number[], at);
    // Another wrong answer may have come between reading and writing; then both count.
    if (!(await replaceFailedStepUps(work.tx, sessionId, row.failedStepUps, JSON.stringify(recent)))) continue;
    const evidence = { reason: "failed-step-ups", text: `failed-step-ups:${at}` } as const;
    if (tooMany) await flagSession(work, sessionId, { account, client, evidence });
    return;
  }
}

/** Flags what a copied passkey may have opened: every session proven with it, and the one it was shown in. */
export async function flagForClonedKey(
  work: Work,
  { passkeyId, shownIn, account, client }: Omit<Doubt, "evidence"> & { passkeyId: string; shownIn: string | null },
): Promise<void> {
  const evidence = { reason: "cloned-key", text: `cloned-key:${passkeyId}` } as const;
  const isConcerned = ({ id, proofs, vouchedEvidence }: SessionRow): boolean =>
    !(JSON.parse(vouchedEvidence) as string[]).includes(evidence.text) &&
    (id === shownIn || (JSON.parse(proofs) as Proof[]).some(({ authenticatorId }) => authenticatorId === passkeyId));
  const doubt = { account, client, evidence };
  for (const row of (await listUnended(work.tx, account.id)).filter(isConcerned))
    await flagSession(work, row.id, doubt);
}

/** Whose a session is; undefined when it has ended. */
export async function findSessionOwner(read: Reader, sessionId: string): Promise<string | undefined> {
  return (await findLive(read, sessionId))?.accountId;
}

/** How a session is told apart from others, even when it has ended. */
export async function describeSessionById(
  read: Reader,
  id: string,
): Promise<{ readonly device: string; readonly openedAt: number } | undefined> {
  const row = await findById(read, id);
  return row && { device: deviceText({ ...row, version: row.browserVersion }), openedAt: row.createdAt };
}

/** What a session is flagged for; null when it is not. */
export function findFlagEvidence(read: Reader, sessionId: string): Promise<string | null> {
  return findEvidence(read, sessionId);
}

/**
 * Takes a session's flag off. What it was flagged for does not flag it again, nor does anything else that the restoring request
 * shows: browser, system, place and network are vouched for together. Answers the reason, if it could be restored.
 */
export async function restoreTrust(work: Work, sessionId: string, client: Client): Promise<FlagReason | undefined> {
  const at = work.now();
  const row = await findLive(work.tx, sessionId);
  if (!row || row.flaggedAt === null || decideFlagIgnored(row.flaggedAt, at)) return undefined;
  const vouched = JSON.parse(row.vouchedEvidence) as string[];
  const evidence = row.flagEvidence === null ? [] : [row.flagEvidence];
  const vouchedEvidence = JSON.stringify([...new Set([...vouched, ...evidence, ...shownBy(work, client, row)])]);
  if (!(await clearFlag(work.tx, sessionId, vouchedEvidence))) return undefined;
  await touch(work.tx, { id: sessionId, now: row.lastSeenAt, ...seenUse(client, row, at) });
  return row.flaggedReason as FlagReason;
}

function shownBy(world: World, client: Client, row: SessionRow): string[] {
  const known = { ...row, ip: row.lastIp ?? row.ip };
  const isForwarded = decideIsForwarded(
    { browser: row.browser, isProgram: row.programAt !== null },
    client.device,
    false,
  );
  return listDoubts(gatherDoubtFacts(world, client, known, isForwarded)).map(({ text }) => text);
}

const ignoredAtATime = 200;

/** Ends sessions whose flag was ignored for a day; their requests are refused since then already. */
export async function endIgnoredSessions({ read, transact, now }: Services, ended?: AbortSignal): Promise<void> {
  const before = decideIgnoredSince(now());
  let found;
  do {
    found = await listFlaggedBefore(read, before, ignoredAtATime);
    for (const { id, accountId } of found) {
      ended?.throwIfAborted();
      await transact((work) => endSession(work, { accountId, actor: system, reason: "flag-ignored", sessionId: id }));
    }
  } while (found.length === ignoredAtATime);
}
