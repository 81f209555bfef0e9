import type { Role } from "../vocabulary/roles.ts";
import { isStanding } from "../accounts/active-owners.ts";
import type { Reader } from "../database/database.ts";
import { findMembership } from "../policies/memberships.ts";
import { decideInvitationStands } from "../rules/organizations/invitations.ts";
import type { InvitationRow } from "./invitations.sql.ts";

type Sent = Pick<InvitationRow, "organizationId" | "invitedBy" | "role">;

/** Whether whoever sent an invitation could send it still: an admin who is removed, or is less by now, does not come back by it. */
export async function isSenderAble(read: Reader, sent: Sent): Promise<boolean> {
  return (await findAbilities(read, [sent]))(sent);
}

/** The same for many invitations: each sender is looked at once. */
export async function findAbilities(read: Reader, all: readonly Sent[]): Promise<(sent: Sent) => boolean> {
  const keyOf = ({ organizationId, invitedBy }: Sent): string => `${organizationId}/${invitedBy ?? ""}`;
  const senders = new Map(all.map((sent) => [keyOf(sent), sent]));
  const able = new Map<string, Awaited<ReturnType<typeof findMembership>>>();
  for (const [key, { organizationId, invitedBy }] of senders) {
    const membership = invitedBy === null ? undefined : await findMembership(read, organizationId, invitedBy);
    if (membership && (await isStanding(read, membership.accountId))) able.set(key, membership);
  }
  return (sent) => {
    const sender = able.get(keyOf(sent));
    return sender !== undefined && decideInvitationStands(sender, sent.role as Role);
  };
}
