import { urlOf } from "../../addresses.ts";
import { type EmailAddress, parseEmailAddress } from "../../accounts/email-address.ts";
import { findAccount } from "../../accounts/find-account.ts";
import { linkSeconds } from "../../accounts/mailed-link.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import { countInWindow } from "../../database/counter.ts";
import type { Reader, Tx } from "../../database/database.ts";
import { confirmAlertCopies } from "../../delivery/mails-organizations.ts";
import { deliver } from "../../delivery/outbox.ts";
import { listMembersByRole } from "../../policies/memberships.ts";
import { findOrganization, lockOrganization, type Organization } from "../../policies/organizations.ts";
import { findPolicies } from "../../policies/stored-policies.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { copiesAskedADay } from "../../rules/mails/ceilings.ts";
import { anonymous } from "../../vocabulary/events/actors.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Client, Services, Work } from "../../services.ts";
import { asAdmin, holdMember } from "../hold-member.ts";
import { maskAddress } from "../mask-address.ts";
import { consumeAsked, deleteCopies, findAsked, findCopiesRow, putAsked, putConfirmed } from "./alert-copies.sql.ts";

/** Where copies of an organization's alerts may go: the address of its policy, once whoever reads it agreed. */
export async function findConfirmedCopies(read: Reader, organizationId: string): Promise<EmailAddress | undefined> {
  const { address, row } = await findCopies(read, organizationId);
  return address && row?.emailKey === address.key && row.confirmedAt !== null ? address : undefined;
}

async function findCopies(read: Reader, organizationId: string) {
  const value = (await findPolicies(read, organizationId)).alertCopiesTo?.value;
  const address = value === undefined ? undefined : parseEmailAddress(value);
  return { address, row: await findCopiesRow(read, organizationId) };
}

/** Goes with a change of the policy: asks the new address, or counts it as confirmed where it is an owner's own. */
export async function noteCopiesAddress(work: Work, caller: Member, value: string | null): Promise<void> {
  const { tx, now } = work;
  const { place } = caller;
  // What an earlier link was for is not asked for any more.
  await deleteCopies(tx, place.id);
  const address = value === null ? undefined : parseEmailAddress(value);
  if (!address) return;
  if (await isOwners(tx, place.id, address)) {
    const row = { organizationId: place.id, email: address.email, emailKey: address.key, tokenHash: null };
    await putConfirmed(tx, { ...row, createdAt: now(), expiresAt: now(), confirmedAt: now() });
    const data = { to: maskAddress(address.email) };
    await recordEvent(work, { ...asAdmin(caller), type: "alert-copies.confirmed", accountId: null, data });
  } else await ask(work, caller, address);
}

async function isOwners(tx: Tx, organizationId: string, { key }: EmailAddress): Promise<boolean> {
  for (const { accountId, suspendedAt } of await listMembersByRole(tx, organizationId, "owner"))
    if (suspendedAt === null && (await findAccount(tx, accountId))?.emailKey === key) return true;
  return false;
}

// Whoever asks has a ceiling over all their organizations, for each address could be another stranger's.
async function ask(work: Work, caller: Member, address: EmailAddress): Promise<boolean> {
  const { tx, now, random, config } = work;
  const { place, account } = caller;
  const { count } = await countInWindow(tx, `alert-copies:${account.id}`, copiesAskedADay.windowSeconds, now());
  if (count > copiesAskedADay.limit) return false;
  const token = randomToken(random);
  const [createdAt, expiresAt] = [now(), now() + linkSeconds * 1000];
  const url = urlOf(config, `/alert-copies#token=${token}`);
  const mail = await deliver(work, confirmAlertCopies(address.email, place.name, url, expiresAt));
  if (!mail) return false;
  const row = { organizationId: place.id, email: address.email, emailKey: address.key, createdAt, expiresAt };
  await putAsked(tx, { ...row, tokenHash: sha256(token), confirmedAt: null }, mail);
  const data = { to: maskAddress(address.email) };
  await recordEvent(work, { ...asAdmin(caller), type: "alert-copies.asked", accountId: null, data });
  return true;
}

type Refused = Refusal<"not-found" | "not-signed-in" | "not-allowed" | "conflict" | "rate-limited">;

/** Mails the link again; the earlier one stops working. */
export function askAgainForCopies(services: Services, caller: Member): Promise<Refused | undefined> {
  return services.transact(async (work) => {
    const held = await holdMember(work.tx, caller, "change-policies");
    if (isRefusal(held)) return held;
    const { address, row } = await findCopies(work.tx, caller.place.id);
    if (!address) return refuse("conflict", { detail: "No address for copies of alerts is set." });
    if (row?.emailKey === address.key && row.confirmedAt !== null)
      return refuse("conflict", { detail: "This address is confirmed already." });
    return (await ask(work, caller, address))
      ? undefined
      : refuse("rate-limited", { retryAt: work.now() + 3600 * 1000 });
  });
}

/** What a link asks. Uses nothing up. */
export async function lookAtCopies(
  { database: { read }, now }: Services,
  token: string,
): Promise<{ readonly organization: Organization; readonly email: string } | Refusal<"link-invalid">> {
  const row = await findAsked(read, sha256(token), now());
  const organization = row && (await findOrganization(read, row.organizationId));
  return organization ? { organization, email: row.email } : refuse("link-invalid");
}

/** Lets copies go to the address a link was mailed to. Works once. */
export async function confirmCopies(
  services: Services,
  client: Client,
  token: string,
): Promise<{ readonly organization: Organization; readonly email: string } | Refusal<"link-invalid">> {
  const tokenHash = sha256(token);
  const found = await findAsked(services.database.read, tokenHash, services.now());
  if (!found) return refuse("link-invalid");
  return services.transact(async (work) => {
    const organization = await lockOrganization(work.tx, found.organizationId);
    const row = organization && (await consumeAsked(work.tx, tokenHash, work.now()));
    if (!organization || !row) return refuse("link-invalid");
    await recordEvent(work, {
      type: "alert-copies.confirmed",
      accountId: null,
      actor: anonymous,
      organizationId: organization.id,
      client,
      data: { to: maskAddress(row.email) },
    });
    return { organization, email: row.email };
  });
}
