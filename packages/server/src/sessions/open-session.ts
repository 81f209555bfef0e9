import { itself, system } from "../vocabulary/events/actors.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { SignInMethod } from "../vocabulary/events/words.ts";
import type { PassedSignIn } from "../rules/sign-in/sign-in.ts";
import type { Client, Work } from "../services.ts";
import { endSession } from "./end-sessions.ts";
import { writePlace } from "./place.ts";
import type { Session } from "./session.ts";
import { insertSession, listBeyond, type NewSession } from "./sessions.sql.ts";

/** A session just opened, with the only copy of its token. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
}

/** How one is opened. */
export interface Opening {
  readonly client: Client;
  readonly method: SignInMethod;
  readonly rememberedAt: number | null;
  /** When it ends at the latest, where whoever vouches for its owner says so. */
  readonly endsAt?: number | null;
}

/** The one door to a session. What it takes, only `decideSignIn` makes. */
export async function openSession(
  work: Work,
  { accountId, proofs }: PassedSignIn,
  { client, method, rememberedAt, endsAt = null }: Opening,
): Promise<OpenedSession> {
  const { tx, now, random, newId, config } = work;
  const at = now();
  const { browser, os } = client.device;
  const token = randomToken(random);
  const session: Session = {
    id: newId("sess"),
    accountId,
    tokenHash: sha256(token),
    proofs,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: Math.min(at + config.session.absoluteSeconds * 1000, endsAt ?? Infinity),
    confirmationEndedAt: null,
    flaggedAt: null,
    flaggedReason: null,
    rememberedAt,
    known: { browser, os, isProgram: client.isTokenCaller, ip: client.ip, locatedAt: at },
  };
  await endBeyond(work, accountId, client);
  await insertSession(tx, toRow(session, { client, method }));
  await recordEvent(work, {
    type: "session.opened",
    accountId,
    actor: itself(accountId),
    sessionId: session.id,
    client,
    data: { method },
  });
  return { session, token };
}

// Room for the one that is opened; it is never the one that ends.
async function endBeyond(work: Work, accountId: string, client: Client): Promise<void> {
  const { idleSeconds, mostPerAccount } = work.config.session;
  const at = work.now();
  const beyond = { accountId, now: at, seenSince: at - idleSeconds * 1000, most: mostPerAccount - 1 };
  for (const sessionId of await listBeyond(work.tx, beyond))
    await endSession(work, { accountId, actor: system, reason: "too-many", client, sessionId });
}

function toRow(
  {
    id,
    accountId,
    tokenHash,
    proofs,
    createdAt,
    lastSeenAt,
    expiresAt,
    confirmationEndedAt,
    rememberedAt,
    known,
  }: Session,
  { client: { ip, device, place }, method }: { client: Client; method: SignInMethod },
): NewSession {
  return {
    ...{ id, accountId, createdAt, lastSeenAt, expiresAt, confirmationEndedAt, method, ip },
    proofs: JSON.stringify(proofs),
    tokenHash,
    browser: device.browser,
    os: device.os,
    browserVersion: device.version,
    lastIp: ip,
    lastPlace: writePlace(place, ip, createdAt),
    locatedAt: createdAt,
    rememberedAt,
    programAt: known.isProgram ? createdAt : null,
  };
}
