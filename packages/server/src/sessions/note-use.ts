import type { Person } from "./caller.ts";
import { decideIsForwarded, decideDoubt, type Evidence } from "../rules/sessions/trust.ts";
import { decideTouch } from "../rules/sessions/lifetime.ts";
import type { Config } from "../config/config.ts";
import type { Services, View } from "../services.ts";
import { readPlace, seenUse } from "./place.ts";
import type { Session } from "./session.ts";
import { touch } from "./sessions.sql.ts";
import { findKnownOf } from "./trust.sql.ts";
import { flagSession } from "./trust.ts";

/**
 * Notes that a session was used, at most once a minute, and holds the request against how it was used so far: evidence flags
 * it, and the very request that brings it finds it flagged. A request like the last one costs a few comparisons and no turn.
 */
export function noteUse(services: Services, caller: Person): Session | Promise<Session> {
  const { config } = services;
  const { known, flaggedAt } = caller.session;
  const { device, ip } = caller.client;
  const isForwarded = decideIsForwarded(known, device);
  const isLikeBefore = isForwarded || (ip === known.ip && device.browser === known.browser && device.os === known.os);
  if (flaggedAt === null && (!isLikeBefore || findListed(config, ip))) return judge(services, caller);
  return touchWhenDue(services, caller);
}

async function judge(services: Services, caller: Person): Promise<Session> {
  const evidence = await findEvidence(services, caller);
  return evidence ? flagNow(services, caller, evidence) : touchWhenDue(services, caller);
}

function touchWhenDue(services: Services, caller: Person): Session | Promise<Session> {
  const { session, client } = caller;
  const at = services.now();
  const isLocatingDue = decideTouch(session.known.locatedAt, at) && !decideIsForwarded(session.known, client.device);
  return isLocatingDue || decideTouch(session.lastSeenAt, at) ? touchNow(services, caller) : session;
}

async function flagNow(services: Services, caller: Person, evidence: Evidence): Promise<Session> {
  const { account, session, client } = caller;
  const at = services.now();
  await services.transact(async (work) => {
    const isFirst = await flagSession(work, session.id, { account, evidence, client });
    if (isFirst) await touch(work.tx, session.id, at, seenUse(client, session.known, at));
  });
  return { ...session, flaggedAt: at, flaggedReason: evidence.reason };
}

async function touchNow(services: Services, { session, client }: Person): Promise<Session> {
  const at = services.now();
  await services.transact(({ tx }) => touch(tx, session.id, at, seenUse(client, session.known, at)), "crash");
  return session;
}

async function findEvidence({ config, read, now }: View, { session, client }: Person): Promise<Evidence | undefined> {
  const { device, ip } = client;
  const kept = await findKnownOf(read, session.id);
  if (!kept) return undefined;
  const hasMoved = ip !== session.known.ip && !decideIsForwarded(session.known, device);
  return decideDoubt({
    known: { ...session.known, place: hasMoved ? readPlace(kept.lastPlace) : null },
    seen: { ...device, place: hasMoved ? client.place : null },
    listedNetwork: findListed(config, ip),
    vouched: JSON.parse(kept.vouchedEvidence) as string[],
    now: now(),
  });
}

function findListed({ doubtedNetworks }: Config, ip: string): string | undefined {
  return doubtedNetworks.find((network) => network.has(ip))?.text;
}
