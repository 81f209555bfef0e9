import type { AtOnce } from "../at-once.ts";
import type { Person } from "./caller.ts";
import { decideIsForwarded, decideDoubt, type Evidence } from "../rules/sessions/trust.ts";
import { decideLimits, decideTouch } from "../rules/sessions/lifetime.ts";
import type { Services, View } from "../services.ts";
import { findListed, gatherDoubtFacts } from "./doubts.ts";
import { seenNothing, seenUse } from "./place.ts";
import type { Session } from "./session.ts";
import { noteTouch, touch, type Touch } from "./touch.sql.ts";
import { findKnownOf } from "./trust.sql.ts";
import { flagSession } from "./trust.ts";

/** A use of a session. */
interface Use {
  readonly caller: Person;
  /** It is sent by a program for a person somewhere else: it says nothing of their browser and place. */
  readonly isForwarded: boolean;
}

/**
 * Notes that a session was used, at most once a minute, and holds the request against how it was used so far: evidence flags
 * it, and the very request that brings it finds it flagged. A request like the last one costs a few comparisons and no turn.
 * What a page asks by itself is held against it all the same, and is no activity.
 */
export function noteUse(
  services: Services,
  caller: Person,
  { isHostAsking }: { readonly isHostAsking: boolean },
): AtOnce<Session> {
  const { config } = services;
  const { known, flaggedAt } = caller.session;
  const { device, ip } = caller.client;
  const use = { caller, isForwarded: decideIsForwarded(known, device, isHostAsking) };
  const isLikeBefore =
    use.isForwarded || (ip === known.ip && device.browser === known.browser && device.os === known.os);
  if (flaggedAt === null && (!isLikeBefore || findListed(config, ip))) return judge(services, use);
  return touchWhenDue(services, use);
}

async function judge(services: Services, use: Use): Promise<Session> {
  const evidence = await findEvidence(services, use);
  return evidence ? flagNow(services, use, evidence) : touchWhenDue(services, use);
}

const eachMinute = { idleSeconds: Infinity };

function touchWhenDue(services: Services, use: Use): AtOnce<Session> {
  const { session, client, holding } = use.caller;
  if (client.isBackground) return session;
  const at = services.now();
  const limits = decideLimits(services.config.session, holding.held);
  const isLocatingDue = !use.isForwarded && decideTouch(session.known.locatedAt, at, eachMinute);
  return isLocatingDue || decideTouch(session.lastSeenAt, at, limits) ? touchNow(services, use) : session;
}

async function flagNow(services: Services, use: Use, evidence: Evidence): Promise<Session> {
  const { account, session, client } = use.caller;
  const at = services.now();
  await services.transact(async (work) => {
    const isFirst = await flagSession(work, session.id, { account, evidence, client });
    if (isFirst) await touch(work.tx, touchOf(use, client.isBackground ? session.lastSeenAt : at, at));
  });
  return { ...session, flaggedAt: at, flaggedReason: evidence.reason };
}

async function touchNow(services: Services, use: Use): Promise<Session> {
  const at = services.now();
  const { session } = use.caller;
  await noteTouch(services.database, touchOf(use, at, at));
  return { ...session, lastSeenAt: Math.max(session.lastSeenAt, at) };
}

function touchOf({ caller: { client, session }, isForwarded }: Use, now: number, at: number): Touch {
  const { lastIp, lastPlace, locatedAt, browserVersion } = isForwarded
    ? seenNothing
    : seenUse(client, session.known, at);
  return { id: session.id, now, lastIp, lastPlace, locatedAt, browserVersion };
}

async function findEvidence(view: View, { caller, isForwarded }: Use): Promise<Evidence | undefined> {
  const { session, client } = caller;
  const kept = await findKnownOf(view.read, session.id);
  if (!kept) return undefined;
  const known = { ...session.known, lastPlace: kept.lastPlace };
  return decideDoubt({
    ...gatherDoubtFacts(view, client, known, isForwarded),
    vouched: JSON.parse(kept.vouchedEvidence) as string[],
  });
}
