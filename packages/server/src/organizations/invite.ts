import type { Role } from "../vocabulary/roles.ts";
import { urlOf } from "../addresses.ts";
import type { EmailAddress } from "../accounts/email-address.ts";
import { findAccountByEmail } from "../accounts/find-account.ts";
import { returningTo } from "../accounts/mailed-link.ts";
import { recordEvent } from "../audit/record-event.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { invitation as invitationMail } from "../delivery/mails-organizations.ts";
import { deliver } from "../delivery/outbox.ts";
import { findMembership } from "../policies/memberships.ts";
import { isRefusal, type Refusal, refuse } from "../problems.ts";
import { mailWindowSeconds } from "../rules/mails/ceilings.ts";
import { decideInviting } from "../rules/organizations/permissions.ts";
import { decideOneMore } from "../rules/sizes/one-more.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services, Work, World } from "../services.ts";
import { asAdmin, holdMember } from "./hold-member.ts";
import { countWaiting, insertInvitation, type InvitationRow, replaceInvitations } from "./invitations.sql.ts";
import { maskAddress } from "./mask-address.ts";

/** How long an invitation can be accepted. */
const invitationSeconds = 7 * 24 * 60 * 60;

export interface Invite {
  readonly address: EmailAddress;
  readonly role: Role;
  /** Where whoever accepts goes on. */
  readonly returnTo?: string | undefined;
}

type Refused = Refusal<"not-found" | "not-signed-in" | "not-allowed" | "conflict" | "rate-limited">;

/** Mails an invitation. An earlier one of the address to this organization stops working. */
export function invite(services: Services, caller: Member, wish: Invite): Promise<InvitationRow | Refused> {
  const token = randomToken(services.random);
  return services.transact(async (work) => {
    const { tx } = work;
    const held = await holdMember(tx, caller, "manage-members");
    if (isRefusal(held)) return held;
    const refused = decideInviting(held.membership.role, wish.role) ?? (await refuseInvite(work, caller, wish));
    if (refused) return refused;
    const row = toRow(work, caller, wish, token);
    const { name } = held.organization;
    const url = urlOf(work.config, `/invitation${returningTo(work.config, wish.returnTo)}#token=${token}`);
    const by = { name: caller.account.name, email: caller.account.email };
    const { role } = wish;
    const mail = invitationMail(row.email, { organization: name, role, by, url, expiresAt: row.expiresAt });
    const mailed = await deliver(work, mail);
    if (!mailed) return tooManyMails(work);
    const data = { invitationId: row.id, to: maskAddress(row.email), role: wish.role };
    await recordEvent(work, { ...asAdmin(caller), type: "invitation.created", accountId: null, data });
    await replaceInvitations(tx, row, { now: row.createdAt, by: mailed });
    await insertInvitation(tx, row);
    return row;
  });
}

const tooManyMails = ({ now }: World): Refusal<"rate-limited"> =>
  refuse("rate-limited", {
    detail: "This address was sent ten mails with a link within an hour. Try again later.",
    retryAt: now() + mailWindowSeconds * 1000,
  });

async function refuseInvite(
  work: Work,
  { place }: Member,
  { address }: Invite,
): Promise<Refusal<"conflict"> | undefined> {
  const { tx } = work;
  const account = await findAccountByEmail(tx, address.key, work.now());
  if (account && (await findMembership(tx, place.id, account.id)))
    return refuse("conflict", { detail: "The account of this address is a member already. Find them under Members." });
  // Inviting an address again replaces, and so always fits.
  const others = { organizationId: place.id, emailKey: address.key };
  return decideOneMore("invitations", await countWaiting(tx, others, work.now()));
}

function toRow(
  { newId, now }: World,
  { place, account }: Member,
  { address, role }: Invite,
  token: string,
): InvitationRow & { role: Role } {
  const createdAt = now();
  return {
    id: newId("invt"),
    organizationId: place.id,
    email: address.email,
    emailKey: address.key,
    role,
    tokenHash: sha256(token),
    invitedBy: account.id,
    createdAt,
    expiresAt: createdAt + invitationSeconds * 1000,
    spentAt: null,
    replacedAt: null,
    revokedAt: null,
  };
}
