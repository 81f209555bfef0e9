import { decideIsForwarded, decideDoubt, type Evidence } from "../rules/session-trust.ts";
import { decideTouch } from "../rules/session-lifetime.ts";
import type { Client, Services } from "../services.ts";
import type { Caller } from "./caller.ts";
import { readPlace, seenUse } from "./place.ts";
import type { Session } from "./session.ts";
import { touch } from "./sessions.sql.ts";
import { flagSession } from "./trust.ts";

/**
 * Notes that a session was used, at most once a minute, and holds the request against how it was used so far: evidence flags
 * it, and the very request that brings it finds it flagged. A request like the last one costs two comparisons and no write.
 */
export function noteUse(services: Services, caller: Caller): Session | Promise<Session> {
  const { session, client } = caller;
  const evidence = findEvidence(services, session, client);
  if (evidence) return flagNow(services, caller, evidence);
  const at = services.now();
  const isForwarded = decideIsForwarded(session.known, client.device);
  const isDue = decideTouch(session.lastSeenAt, at) || (!isForwarded && decideTouch(session.known.locatedAt, at));
  return isDue ? touchNow(services, caller) : session;
}

async function flagNow(services: Services, caller: Caller, evidence: Evidence): Promise<Session> {
  const { account, session, client } = caller;
  const at = services.now();
  await services.transact(async (tx) => {
    const isFirst = await flagSession(tx, services, session.id, { account, evidence, client });
    if (isFirst) await touch(tx, session.id, at, seenUse(client, session.known, at));
  });
  return { ...session, flaggedAt: at, flaggedReason: evidence.reason };
}

async function touchNow(services: Services, { session, client }: Caller): Promise<Session> {
  const at = services.now();
  await services.transact((tx) => touch(tx, session.id, at, seenUse(client, session.known, at)), "crash");
  return session;
}

function findEvidence({ config, now }: Services, session: Session, client: Client): Evidence | undefined {
  const { known, flaggedAt } = session;
  const { device, ip } = client;
  const isSame = ip === known.ip && device.browser === known.browser && device.os === known.os;
  const isSilent = config.doubtedNetworks.length === 0 && (isSame || decideIsForwarded(known, device));
  if (flaggedAt !== null || isSilent) return undefined;
  const hasMoved = ip !== known.ip && !decideIsForwarded(known, device);
  return decideDoubt({
    known: { ...known, place: hasMoved ? readPlace(known.place) : null },
    seen: { ...device, place: hasMoved ? client.place : null },
    listedNetwork: config.doubtedNetworks.find((network) => network.has(ip))?.text,
    vouched: JSON.parse(known.vouched) as string[],
    now: now(),
  });
}
