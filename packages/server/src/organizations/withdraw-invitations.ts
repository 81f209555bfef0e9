import { system } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Work } from "../services.ts";
import { revokeInvitationsSentBy } from "./invitations.sql.ts";
import { maskAddress } from "./mask-address.ts";

/** Takes back what an account has invited people to since then, and nobody has accepted: it was in other hands. */
export async function withdrawInvitations(
  work: Work,
  { accountId, since }: { accountId: string; since: number },
): Promise<void> {
  for (const { id, email, organizationId } of await revokeInvitationsSentBy(work.tx, { accountId, since }, work.now()))
    await recordEvent(work, {
      type: "invitation.revoked",
      accountId: null,
      // Not its sender, who may be anywhere: nobody of the organization was asked.
      actor: system,
      organizationId,
      data: { invitationId: id, to: maskAddress(email), reason: "not-me" },
    });
}
