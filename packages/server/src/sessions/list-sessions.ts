import type { Assurance, Proof } from "../vocabulary/proofs.ts";
import type { Reader } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { decideAssurance } from "../rules/sign-in/assurance.ts";
import { type CountingFacts, decideCounting } from "../rules/sessions/counting.ts";
import { decideIgnoredSince } from "../rules/sessions/restoring.ts";
import { decideLimits } from "../rules/sessions/lifetime.ts";
import type { Place } from "../vocabulary/whereabouts.ts";
import type { Client, View } from "../services.ts";
import { deviceText } from "./device.ts";
import { readPlace } from "./place.ts";
import { listSwitchedOff } from "./session.ts";
import { deleteOldSessions, hasProgramFrom, listLive, type SessionRow } from "./sessions.sql.ts";

/** A session in the list its owner sees. */
export interface SessionListing {
  readonly id: string;
  readonly browser: string;
  readonly os: string;
  /** "Chrome 156 on macOS". */
  readonly device: string;
  /** The address it was last seen at, and the place of that. */
  readonly ip: string;
  readonly place: Place | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly method: string;
  readonly assurance: Assurance;
  readonly flaggedAt: number | null;
  readonly flaggedReason: string | null;
}

/** The account's live sessions, newest first; `before` is the id of the last one already listed. */
export async function listSessions(
  view: View,
  page: { accountId: string; before?: string | undefined; limit: number },
): Promise<SessionListing[]> {
  const { read, config, now } = view;
  const at = now();
  const { held } = await gatherBelonging(view, page.accountId);
  const { idleSeconds, absoluteSeconds } = decideLimits(config.session, held);
  const since = { seenSince: at - idleSeconds * 1000, openedSince: at - absoluteSeconds * 1000 };
  const rows = await listLive(read, { ...page, ...since, now: at, flaggedSince: decideIgnoredSince(at) });
  const facts = { switchedOff: listSwitchedOff(config), rememberDays: config.rememberDeviceDays, held, now: at };
  return rows.map((row) => toListing(row, facts));
}

function toListing(row: SessionRow, facts: CountingFacts): SessionListing {
  const { id, browser, os, createdAt, lastSeenAt, method, rememberedAt, flaggedAt, flaggedReason } = row;
  const { proofs } = decideCounting({ proofs: JSON.parse(row.proofs) as Proof[], rememberedAt }, facts);
  const ip = row.lastIp ?? row.ip;
  const place = readPlace(row.lastPlace);
  return {
    id,
    browser,
    os,
    device: deviceText({ browser, os, version: row.browserVersion }),
    ip,
    place: place?.ip === ip ? place : null,
    createdAt,
    lastSeenAt,
    method,
    assurance: decideAssurance(proofs),
    flaggedAt,
    flaggedReason,
  };
}

/**
 * Whether a program of this kind has signed in to an account from this address, as far back as sessions are kept. A browser's
 * sessions say nothing of it: anybody near its owner can say to be a program.
 */
export function hasOpenedFrom(
  read: Reader,
  accountId: string,
  { device: { browser, os }, ip }: Pick<Client, "device" | "ip">,
): Promise<boolean> {
  return hasProgramFrom(read, { accountId, browser, os, ip });
}

const keptDays = 90;

/** Forgets sessions that ended three months ago. */
export const sweepSessions: Sweep = (tx, now, most) =>
  deleteOldSessions(tx, now - keptDays * 24 * 60 * 60 * 1000, most);
