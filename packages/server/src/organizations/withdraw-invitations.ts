import { system } from "../vocabulary/events/actors.ts";
import type { EndedOf } from "../vocabulary/endable.ts";
import { findAccount } from "../accounts/find-account.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Ender, WhyEnded, Work } from "../services.ts";
import { revokeInvitationsOf, revokeInvitationsSentBy } from "./invitations.sql.ts";
import { maskAddress } from "./mask-address.ts";

/** Ends the invitations an account has sent; of its place in an organization, those to its address there. */
export const endInvitations: Ender<"invitations"> = (work, ended, { by, since = 0 }) =>
  ended.of === "account" ? withdrawSent(work, ended.accountId, since) : withdrawReceived(work, ended, by);

// Takes back what an account has invited people to since then, and nobody has accepted: it was in other hands.
async function withdrawSent(work: Work, accountId: string, since: number): Promise<number> {
  const revoked = await revokeInvitationsSentBy(work.tx, { accountId, since }, work.now());
  for (const { id, email, organizationId } of revoked)
    await recordEvent(work, {
      type: "invitation.revoked",
      accountId: null,
      // Not its sender, who may be anywhere: nobody of the organization was asked.
      actor: system,
      organizationId,
      data: { invitationId: id, to: maskAddress(email), reason: "not-me" },
    });
  return revoked.length;
}

// Coming back takes a new invitation: one that was sent before, while they were a member or suspended, is none.
async function withdrawReceived(
  work: Work,
  { organizationId, accountId }: Exclude<EndedOf<"invitations">, { readonly of: "account" }>,
  by: WhyEnded["by"],
): Promise<number> {
  const account = await findAccount(work.tx, accountId);
  if (!account) return 0;
  const { emailKey } = account;
  const revoked = await revokeInvitationsOf(work.tx, { organizationId, emailKey }, work.now());
  for (const { id, email } of revoked) {
    const data = { invitationId: id, to: maskAddress(email) };
    await recordEvent(work, { ...by, organizationId, accountId: null, type: "invitation.revoked", data });
  }
  return revoked.length;
}
