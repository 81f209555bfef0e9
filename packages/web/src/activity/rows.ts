import type { ShownEvent } from "./use-events.ts";

/** One thing that happened to a person: the event that tells it, and what the same act recorded besides. */
export interface ActivityRow {
  lead: ShownEvent;
  /** Newest first. */
  rest: ShownEvent[];
}

/** What only comes along with something else, by what it comes along with. What is news by itself is in no list. */
const comesWith: Readonly<Record<string, readonly string[]>> = {
  "sign-in.accepted": ["session.opened", "session.ended", "device.remembered", "proof.accepted"],
  "account.created": [
    "session.opened",
    "session.ended",
    "sign-in.accepted",
    "authenticator.bound",
    "recovery-codes.issued",
  ],
  "authenticator.bound": ["member.protection-changed", "recovery-codes.issued"],
  "authenticator.unbound": ["member.protection-changed", "recovery-codes.revoked", "device.forgotten", "session.ended"],
  "two-step.turned-off": [
    "member.protection-changed",
    "authenticator.unbound",
    "recovery-codes.revoked",
    "device.forgotten",
    "session.ended",
  ],
  "authenticator.binding-begun": ["text-message.sent"],
  "recovery-codes.issued": ["recovery-codes.revoked"],
  "password.changed": ["session.ended", "device.forgotten"],
  "password.removed": ["member.protection-changed", "session.ended", "device.forgotten"],
  "password.reset": ["session.ended", "device.forgotten"],
  "email.changed": ["session.ended", "device.forgotten"],
  "account.secured": ["session.ended", "device.forgotten", "password.reset-requested"],
  "account.deletion-requested": ["session.ended"],
};
// Heaviest first: of one act, the first of these tells it.
const leads = [
  "account.created",
  "account.secured",
  "account.deletion-requested",
  "two-step.turned-off",
  "password.reset",
  "password.changed",
  "password.removed",
  "email.changed",
  "sign-in.accepted",
  "authenticator.unbound",
  "authenticator.bound",
  "authenticator.binding-begun",
  "recovery-codes.issued",
];
// As long as an attempt lives, and what was begun may be completed.
const attemptMs = 15 * 60_000;

/**
 * Events as rows, newest first. What is loaded may end within an act: as long as there is more, its events are kept back,
 * so that no act stands in two rows.
 */
export function rowsOf(events: readonly ShownEvent[], hasMore: boolean): ActivityRow[] {
  const whole = hasMore ? withoutBegun(events) : events;
  const folded = new Map<string, ShownEvent>();
  for (const lead of whole.filter(({ type, id }) => leads.includes(type) && !folded.has(id)).sort(byWeight)) {
    if (folded.has(lead.id)) continue;
    for (const each of whole) if (!folded.has(each.id) && belongs(each, lead)) folded.set(each.id, lead);
    for (const each of whole.filter((event) => isBeginningOf(event, lead)))
      for (const other of whole)
        if (!folded.has(other.id) && (other.id === each.id || belongs(other, each))) folded.set(other.id, lead);
    const first = whole.find((each) => !folded.has(each.id) && isFirstProof(each, lead, whole));
    if (first !== undefined) folded.set(first.id, lead);
  }
  return whole
    .filter(({ id }) => !folded.has(id))
    .map((lead) => ({ lead, rest: whole.filter(({ id }) => folded.get(id)?.id === lead.id) }));
}

const byWeight = (a: ShownEvent, b: ShownEvent): number => leads.indexOf(a.type) - leads.indexOf(b.type);

function belongs(event: ShownEvent, lead: ShownEvent): boolean {
  if (event.id === lead.id || event.requestId === null || event.requestId !== lead.requestId) return false;
  return comesWith[lead.type]?.includes(event.type) === true;
}

/** The password of a sign-in is another request: it belongs to the next sign-in there, if that was soon; alone it is news. */
function isFirstProof(event: ShownEvent, lead: ShownEvent, all: readonly ShownEvent[]): boolean {
  if (lead.type !== "sign-in.accepted" || event.type !== "proof.accepted" || event.data["purpose"] !== "sign-in")
    return false;
  const waited = Date.parse(lead.at) - Date.parse(event.at);
  if (event.id > lead.id || waited > attemptMs || !isSamePlace(event, lead)) return false;
  return !all.some(
    (other) => other.type === lead.type && other.id > event.id && other.id < lead.id && isSamePlace(other, lead),
  );
}

/** Adding something takes two requests: the one that began it, and what went wrong in between, belong to the one that did it. */
function isBeginningOf(event: ShownEvent, lead: ShownEvent): boolean {
  if (lead.type !== "authenticator.bound" || event.id > lead.id) return false;
  const isPart = event.type === "authenticator.binding-begun" || event.type === "authenticator.binding-rejected";
  return isPart && event.data["authenticatorId"] === lead.data["authenticatorId"];
}

const isSamePlace = (a: ShownEvent, b: ShownEvent): boolean => a.ip === b.ip && a.device === b.device;

/** Without the events of the act at the end, which may go on below. */
function withoutBegun(events: readonly ShownEvent[]): readonly ShownEvent[] {
  const act = events.at(-1)?.requestId;
  if (act === undefined || act === null || events.every(({ requestId }) => requestId === act)) return events;
  return events.filter(({ requestId }) => requestId !== act);
}
