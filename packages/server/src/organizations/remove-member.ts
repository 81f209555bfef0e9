import { voidChanges } from "../accounts/void-mailed-links.ts";
import { findAccount } from "../accounts/find-account.ts";
import { recordEvent } from "../audit/record-event.ts";
import { endMembership, type Membership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services, Work } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { revokeInvitationsOf } from "./invitations.sql.ts";
import { maskAddress } from "./mask-address.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Removes a member, out of the workspaces too; with the caller's own account, they leave. */
export function removeMember(services: Services, caller: Member, accountId: string): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "remove", accountId }, async (work, target) => {
    await takeOffBreakGlass(work, asActor(caller, target.accountId), target);
    if (accountId !== caller.account.id) await voidChanges(work, accountId);
    await endMembership(work.tx, target.organizationId, accountId);
    const type = accountId === caller.account.id ? "member.left" : "member.removed";
    await recordEvent(work, { ...asActor(caller, accountId), type, data: {} });
    await voidInvitations(work, caller, target);
    return undefined;
  });
}

// Coming back takes a new invitation: one that was sent before, while they were a member or suspended, is none.
async function voidInvitations(work: Work, caller: Member, { organizationId, accountId }: Membership): Promise<void> {
  const account = await findAccount(work.tx, accountId);
  if (!account) return;
  const { emailKey } = account;
  for (const { id, email } of await revokeInvitationsOf(work.tx, { organizationId, emailKey }, work.now())) {
    const about = { ...asActor(caller, accountId), data: { invitationId: id, to: maskAddress(email) } };
    await recordEvent(work, { ...about, accountId: null, type: "invitation.revoked" });
  }
}
