import type { Reader } from "../database/database.ts";
import type { Role } from "../vocabulary/roles.ts";
import type { Work } from "../services.ts";
import { isSenderAble } from "./invitation-sender.ts";
import { consumeInvitation, type InvitationRow, listOpenFor } from "./invitations.sql.ts";

/** The invitation that waits for an address in an organization, while its sender may still invite. */
export async function findWaitingInvitation(
  read: Reader,
  whose: Pick<InvitationRow, "organizationId" | "emailKey">,
  now: number,
): Promise<InvitationRow | undefined> {
  const [invitation] = await listOpenFor(read, whose, now);
  return invitation && (await isSenderAble(read, invitation)) ? invitation : undefined;
}

/** Uses it up for somebody whom the organization's own provider vouched for. The role it was for; undefined when it is gone. */
export async function spendInvitation({ tx, now }: Work, { tokenHash }: InvitationRow): Promise<Role | undefined> {
  return (await consumeInvitation(tx, tokenHash, now()))?.role as Role | undefined;
}
