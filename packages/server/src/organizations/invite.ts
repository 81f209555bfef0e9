import type { Role } from "../vocabulary/roles.ts";
import { urlOf } from "../addresses.ts";
import type { EmailAddress } from "../accounts/email-address.ts";
import { findAccountByEmail } from "../accounts/find-account.ts";
import { mayMail } from "../accounts/mailed-link.ts";
import { recordEvent } from "../audit/record-event.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { invitation as invitationMail } from "../delivery/mails-organizations.ts";
import { deliver } from "../delivery/outbox.ts";
import { findMembership } from "../policies/memberships.ts";
import { isRefusal, type Refusal, refuse } from "../problems.ts";
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
    const data = { invitationId: row.id, to: maskAddress(row.email), role: wish.role };
    await recordEvent(work, { ...asAdmin(caller), type: "invitation.created", accountId: null, data });
    const { name } = held.organization;
    const url = urlOf(work.config, `/invitation#token=${token}`);
    const by = { name: caller.account.name, email: caller.account.email };
    const { role } = wish;
    const mail = invitationMail(row.email, { organization: name, role, by, url, expiresAt: row.expiresAt });
    const replaced = { now: row.createdAt, by: await deliver(work, mail) };
    await replaceInvitations(tx, row, replaced);
    await insertInvitation(tx, row);
    return row;
  });
}

async function refuseInvite(
  work: Work,
  { place }: Member,
  { address }: Invite,
): Promise<Refusal<"conflict" | "rate-limited"> | undefined> {
  const { tx } = work;
  const account = await findAccountByEmail(tx, address.key, work.now());
  if (account && (await findMembership(tx, place.id, account.id)))
    return refuse("conflict", { detail: "The account of this address is a member already. Find them under Members." });
  // Inviting an address again replaces, and so always fits.
  const others = { organizationId: place.id, emailKey: address.key };
  const full = decideOneMore("invitations", await countWaiting(tx, others, work.now()));
  if (full) return full;
  if (await mayMail(work, "invitation", address.key)) return undefined;
  return refuse("rate-limited", {
    detail: "This address was sent ten invitations within an hour. Try again later.",
    retryAt: work.now() + 60 * 60 * 1000,
  });
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
