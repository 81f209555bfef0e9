import { type EventData, type EventType, isEventType } from "../vocabulary/events/catalogue.ts";
import {
  countSealed,
  hasUnread,
  listSameAct,
  listSeenPlaces,
  type SealedEvent,
  type StoredPlace,
  takeSealed,
} from "../audit/sealed-events.ts";
import type { Tx } from "../database/database.ts";
import {
  decideFailureDue,
  decideFailuresSince,
  decideNewPlace,
  decidePlacesSince,
  decideTooOld,
  failuresTold,
} from "../rules/alerts/timing.ts";
import { type AlertFacts, decideIsCandidate, decideTelling } from "../rules/alerts/telling.ts";
import { letOthersIn, type Loop, repeat } from "../repeat.ts";
import type { Services, Work } from "../services.ts";
import { findLastToldAt } from "./alerts.sql.ts";
import { tell } from "./tell.ts";
import { tellOrganization } from "./tell-organization.ts";

const reader = "alerts";
/** So few that nobody waits long: each may ask several questions. */
const batch = 50;

/** Tells everything the log holds that was not told so far. With a signal it stops early, between two batches. */
export async function raiseAlerts(services: Services, ended?: AbortSignal): Promise<void> {
  const { database, transact } = services;
  while (!ended?.aborted && (await hasUnread(database.read, reader))) {
    await transact(async (work) => {
      for (const event of await takeSealed(work.tx, reader, batch)) await raise(work, event);
    });
    await letOthersIn();
  }
}

/** An event of a type this server knows. */
type KnownEvent = SealedEvent & { readonly type: EventType };

async function raise(work: Work, event: SealedEvent): Promise<void> {
  if (decideTooOld(event.at, work.now())) return;
  const { type } = event;
  // A newer server on the same database may record what this one cannot tell.
  if (!isEventType(type)) return;
  if (event.organizationId !== null) await tellOrganization(work, { ...event, type });
  if (event.accountId === null || !decideIsCandidate(type)) return;
  const facts = await gatherFacts(work, { ...event, type });
  const telling = decideTelling(facts);
  if (telling) await tell(work, { event, telling, isNewPlace: facts.isNewPlace });
}

async function gatherFacts(work: Work, event: KnownEvent): Promise<AlertFacts> {
  const { type, actorKind, id } = event;
  const isSignIn = type === "sign-in.accepted";
  const isRejected = type === "sign-in.rejected";
  const sameAct = isSignIn || isRejected ? [] : await listSameAct(work.tx, event);
  return {
    type,
    isByOperator: actorKind === "operator",
    sameAct: sameAct.flatMap((other) =>
      isEventType(other.type) ? [{ type: other.type, isEarlier: other.id < id }] : [],
    ),
    isNewDevice: isSignIn && (JSON.parse(event.data) as EventData["sign-in.accepted"]).device === "new",
    isNewPlace: isSignIn && (await isNewPlace(work.tx, event)),
    isFailureDue: isRejected && (await isFailureDue(work, event)),
    isSwitchedOff:
      type === "alert-preferences.changed" &&
      (JSON.parse(event.data) as EventData["alert-preferences.changed"]).switchedOff !== undefined,
  };
}

async function isNewPlace(tx: Tx, event: SealedEvent): Promise<boolean> {
  if (event.place === null) return false;
  const { accountId, type, at, leafIndex } = event;
  const back = { accountId: accountId ?? "", type, since: decidePlacesSince(at), before: leafIndex ?? 0 };
  return decideNewPlace(JSON.parse(event.place) as StoredPlace, await listSeenPlaces(tx, back));
}

async function isFailureDue({ tx, now }: Work, event: SealedEvent): Promise<boolean> {
  const { type, at, leafIndex } = event;
  const accountId = event.accountId ?? "";
  const back = { accountId, type, since: decideFailuresSince(at), before: (leafIndex ?? 0) + 1 };
  const failures = await countSealed(tx, back, failuresTold);
  return decideFailureDue(failures, await findLastToldAt(tx, accountId, "failed-sign-ins"), now());
}

/** Tells what comes in while the server runs. */
export function startAlerts(services: Services): Loop {
  return repeat(services, "alerts could not be raised", (ended) => raiseAlerts(services, ended));
}
