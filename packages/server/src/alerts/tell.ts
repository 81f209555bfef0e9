import { findAccount, type Account } from "../accounts/find-account.ts";
import { findPendingEmail } from "../accounts/open-email-change.ts";
import { listFormerAddresses } from "../accounts/former-addresses.ts";
import { listEvents } from "../audit/list-events.ts";
import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";
import { decideIsOwn } from "../rules/alerts/telling.ts";
import { listSameAct, type SealedEvent } from "../audit/sealed-events.ts";
import { deliver, isWaiting } from "../delivery/outbox.ts";
import { decideIsGone } from "../rules/sign-in/shut-accounts.ts";
import { type Channels, decideChannels } from "../rules/alerts/channels.ts";
import type { Telling } from "../rules/alerts/tellings.ts";
import { describeSessionById } from "../sessions/trust.ts";
import type { Work } from "../services.ts";
import { alertMail } from "./alert-mail.ts";
import { type Told, wordsOf } from "./alert-words.ts";
import { findLastMail, insertAlert, insertAlertMail, setMailId } from "./alerts.sql.ts";
import { whereaboutsFor } from "./list-alerts.ts";
import { issueNotMeLink } from "./not-me-link.ts";
import { listPreferences } from "./preferences.sql.ts";

// A sign-in from a new place, or doubt in a session, is news whoever it was.
const toldWhoever: readonly string[] = ["sign-in.accepted", "sign-in.rejected", "session.flagged", "passkey.cloned"];
const signInsLookedAt = 100;

/** An event that is to be told, and how. */
export interface Tale {
  readonly event: SealedEvent;
  readonly telling: Telling;
  readonly isNewPlace: boolean;
}

interface Recipient {
  readonly email: string;
  readonly emailKey: string;
  readonly isFormer: boolean;
  /** Whether its link would do anything. */
  readonly mayDisown: boolean;
}

/** Tells an event: in the app, and by mail to everyone who is to hear of it. */
export async function tell(work: Work, tale: Tale): Promise<void> {
  const { tx } = work;
  const { event, telling } = tale;
  const account = await findAccount(tx, event.accountId ?? "");
  if (!account || decideIsGone(account, work.now())) return;
  const chosen = await listPreferences(tx, account.id);
  const channels = decideChannels(telling, (group) => chosen.find(({ category }) => category === group), event.at);
  const { id: eventId } = event;
  if (channels.inApp)
    await insertAlert(tx, {
      id: work.newId("alrt"),
      accountId: account.id,
      eventId,
      category: channels.group,
      createdAt: work.now(),
      readAt: (await isOwn(work, event)) ? work.now() : null,
    });
  if (!channels.email) return;
  const material = await gather(work, tale, account, channels);
  for (const recipient of await listRecipients(work, tale, account))
    await mail(work, tale, { ...material, isFormer: recipient.isFormer }, recipient);
}

// Own acts on a device the account knew are in the list, and nothing the bell calls for.
async function isOwn({ tx }: Work, event: SealedEvent): Promise<boolean> {
  if (event.accountId === null || toldWhoever.includes(event.type)) return false;
  const rows = await listEvents(tx, { accountId: event.accountId, type: "sign-in.accepted", limit: signInsLookedAt });
  const signIns = rows.map(({ sessionId, ip, device, data }) => ({
    ...{ sessionId, ip, device },
    isNewDevice: (JSON.parse(data) as Partial<EventData["sign-in.accepted"]>).device === "new",
  }));
  return decideIsOwn(event, signIns);
}

// Whoever is told of everything is told at the address the account had then, too: it may have been changed since.
async function listRecipients(work: Work, { event, telling }: Tale, account: Account): Promise<Recipient[]> {
  const former = (await listFormerAddresses(work.tx, account.id, work.now())).filter(
    ({ leftAt }) => telling.email === "always" || leftAt >= event.at,
  );
  return [
    { ...account, isFormer: false, mayDisown: true },
    ...former.map((each) => ({ ...each, isFormer: true, mayDisown: each.returnedAt === null })),
  ];
}

async function gather(
  work: Work,
  { event, isNewPlace }: Tale,
  account: Account,
  { group }: Channels,
): Promise<Omit<Told<EventType>, "isFormer">> {
  const { tx } = work;
  const { sessionId } = event;
  const { device, ip, location } = whereaboutsFor(event.accountId ?? "", event);
  const place = location?.text;
  const act = event.type === "two-step.turned-off" ? await listSameAct(tx, event) : [];
  return {
    type: event.type as EventType,
    data: JSON.parse(event.data) as Told<EventType>["data"],
    at: event.at,
    from: { ...(device !== null && { device }), ...(ip !== null && { ip }), ...(place && { place }) },
    category: group,
    email: account.email,
    pendingEmail: await findPendingEmail(work, account.id),
    session: sessionId === null ? undefined : await describeSessionById(tx, sessionId),
    removed: act.filter(({ type }) => type === "authenticator.unbound").map(({ data }) => JSON.parse(data) as never),
    isNewPlace,
  };
}

async function mail(
  work: Work,
  { event, telling }: Tale,
  told: Told<EventType>,
  { email: to, emailKey: recipient, mayDisown }: Recipient,
): Promise<void> {
  const { tx, config, now } = work;
  const words = wordsOf(told);
  if (!words) return;
  const accountId = event.accountId ?? "";
  const { category } = told;
  const about = { accountId, category, recipient };
  // While one such mail still waits for the mail server, the next would only be more of the same.
  const last = category === "failed-sign-ins" ? await findLastMail(tx, about) : undefined;
  if (last !== undefined && (await isWaiting(tx, last))) return;
  if (!(await insertAlertMail(tx, { ...about, eventId: event.id, mailId: "", at: now() }))) return;
  const isDisowned = event.type === "account.secured" || event.type === "email.restored";
  const notMeUrl =
    isDisowned || !mayDisown ? undefined : await issueNotMeLink(work, { accountId, eventId: event.id, recipient });
  const canBeTurnedOff = telling.email !== "always";
  const isByOperator = event.actorKind === "operator";
  const { at, from } = told;
  const content = alertMail({
    to,
    standing: config,
    words,
    at,
    from,
    isByOperator,
    category,
    canBeTurnedOff,
    notMeUrl,
  });
  const mailed = await deliver(work, content);
  if (mailed) await setMailId(tx, event.id, recipient, mailed);
}
