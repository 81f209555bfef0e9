import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import type { Tx } from "../database/database.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { SignInMethod } from "../audit/events.ts";
import type { PassedSignIn } from "../rules/sign-in.ts";
import type { Client, Services } from "../services.ts";
import type { Session } from "./session.ts";
import { insertSession } from "./sessions.sql.ts";

/** A session just opened, with the only copy of its token. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
}

/** The one door to a session. What it takes, only `decideSignIn` makes. */
export async function openSession(
  tx: Tx,
  services: Services,
  { accountId, proofs }: PassedSignIn,
  { client, method }: { client: Client; method: SignInMethod },
): Promise<OpenedSession> {
  const { now, random, newId, config } = services;
  const at = now();
  const token = randomToken(random);
  const session: Session = {
    id: newId("sess"),
    accountId,
    proofs,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: at + config.session.absoluteSeconds * 1000,
    confirmationEndedAt: null,
    flaggedAt: null,
    flaggedReason: null,
  };
  await insertSession(tx, {
    ...session,
    proofs: JSON.stringify(proofs),
    tokenHash: sha256(token),
    method,
    ip: client.ip,
    browser: client.device.browser,
    os: client.device.os,
  });
  await recordEvent(tx, services, {
    type: "session.opened",
    accountId,
    actor: { kind: "account", id: accountId },
    sessionId: session.id,
    client,
    data: { method },
  });
  return { session, token };
}
