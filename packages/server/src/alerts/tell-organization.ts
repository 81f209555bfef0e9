import { urlOf } from "../addresses.ts";
import { findAccount } from "../accounts/find-account.ts";
import { type KnownAccount, listKnownAccounts } from "../accounts/known-accounts.ts";
import { describeEvent } from "../audit/describe-event.ts";
import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";
import { readShownPlace } from "../audit/list-events.ts";
import { listSameAct, type SealedEvent } from "../audit/sealed-events.ts";
import type { Tx } from "../database/database.ts";
import { deliver } from "../delivery/outbox.ts";
import { findConfirmedCopies } from "../organizations/policies/alert-copies.ts";
import { listMembersByRole } from "../policies/memberships.ts";
import { findOrganization, type Organization } from "../policies/organizations.ts";
import { organizationName, plainName } from "../rules/mails/mail-line.ts";
import { decideIsGone } from "../rules/sign-in/shut-accounts.ts";
import { decideChannels } from "../rules/alerts/channels.ts";
import { decideAudiences, decideOwnersTold } from "../rules/alerts/audiences.ts";
import { decideTellsWhereabouts } from "../rules/log/reading.ts";
import type { Work } from "../services.ts";
import { organizationMail } from "./alert-mail.ts";
import { insertAlert, insertAlertMail, setMailId } from "./alerts.sql.ts";
import { organizationWordsOf } from "./organization-words.ts";
import { listPreferences } from "./preferences.sql.ts";

/** Tells an event of an organization: its owners, the member it happened to, and the address that gets copies. */
export async function tellOrganization(work: Work, event: SealedEvent & { readonly type: EventType }): Promise<void> {
  const { tx } = work;
  const audiences = decideAudiences(event.type, JSON.parse(event.data), await listBesides(tx, event));
  if (audiences.length === 0) return;
  const organization = await findOrganization(tx, event.organizationId ?? "");
  if (!organization) return;
  const owners = await listMembersByRole(tx, organization.id, "owner");
  const told = new Set(decideOwnersTold(owners, audiences, event.actorId));
  if (audiences.includes("member") && event.accountId !== null) told.add(event.accountId);
  const known = await listKnownAccounts(tx, [event]);
  for (const accountId of told) await tellAccount(work, { event, organization, known, accountId });
  const address = await findConfirmedCopies(tx, organization.id);
  const [firstOwner] = owners;
  if (address && firstOwner) {
    const tale = { event, organization, known, accountId: firstOwner.accountId, isCopy: true };
    await mail(work, tale, { email: address.email, emailKey: address.key });
  }
}

/** What the same act changed besides of what protects this member, as this organization is told it. */
async function listBesides(tx: Tx, event: SealedEvent): Promise<unknown[]> {
  const { type, organizationId, accountId } = event;
  if (type !== "member.protection-changed") return [];
  const isAlike = (other: SealedEvent): boolean =>
    other.type === type && other.organizationId === organizationId && other.accountId === accountId;
  return (await listSameAct(tx, event)).filter(isAlike).map(({ data }) => JSON.parse(data) as unknown);
}

interface OrganizationTale {
  readonly event: SealedEvent;
  readonly organization: Organization;
  readonly known: ReadonlyMap<string, KnownAccount>;
  /** Who is told. */
  readonly accountId: string;
  readonly isCopy?: boolean;
}

async function tellAccount(work: Work, tale: OrganizationTale): Promise<void> {
  const { tx } = work;
  const { event, accountId } = tale;
  const account = await findAccount(tx, accountId);
  if (!account || decideIsGone(account, work.now())) return;
  const chosen = await listPreferences(tx, accountId);
  const telling = { groups: ["organizations"], email: "always" } as const;
  const channels = decideChannels(telling, (group) => chosen.find(({ category }) => category === group), event.at);
  const id = work.newId("alrt");
  const about = { accountId, category: channels.group, createdAt: work.now() };
  // Several are told of one event, each once.
  if (channels.inApp)
    await insertAlert(tx, { ...about, id, eventId: `${event.id}/${accountId}`, shownEventId: event.id });
  if (channels.email) await mail(work, tale, account);
}

async function mail(
  work: Work,
  { event, organization, known, accountId, isCopy = false }: OrganizationTale,
  { email: to, emailKey: recipient }: { email: string; emailKey: string },
): Promise<void> {
  const { tx, config, now } = work;
  const isMember = event.accountId === accountId && !isCopy;
  const nameOf = (id: string): string | undefined => known.get(id)?.name;
  const words = organizationWordsOf(event.type as EventType, {
    data: JSON.parse(event.data) as EventData[EventType],
    organization: organizationName(organization.name),
    by: plainName(describeEvent(event, nameOf).actor, "Someone"),
    member: plainName((event.accountId !== null && nameOf(event.accountId)) || "A member", "A member"),
    isMember,
  });
  if (!words) return;
  const row = { eventId: event.id, recipient, accountId, category: "organizations", mailId: "", at: now() };
  if (!(await insertAlertMail(tx, row))) return;
  const { device, ip } = event;
  const place = readShownPlace(event.place)?.text;
  // An administrator's whereabouts are the organization's business, not the member's.
  const isTold = !isMember && decideTellsWhereabouts(event, { scope: "organization" });
  const from = !isTold
    ? {}
    : { ...(device !== null && { device }), ...(ip !== null && { ip }), ...(place && { place }) };
  const logUrl = isMember ? undefined : urlOf(config, `/organizations/${organization.id}/audit-log`);
  const content = organizationMail({
    to,
    words,
    at: event.at,
    from,
    organization: organizationName(organization.name),
    logUrl,
  });
  const mailed = await deliver(work, content);
  if (mailed) await setMailId(tx, event.id, recipient, mailed);
}
