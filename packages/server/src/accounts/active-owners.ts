import type { Reader } from "../database/database.ts";
import { listMembersByRole } from "../policies/memberships.ts";
import { countStanding } from "./accounts.sql.ts";

/**
 * How many owners of an organization, beside one account, could act: neither suspended there or altogether, nor about to be
 * deleted. Whoever asks in order to change it holds the organization.
 */
export async function countOtherActiveOwners(read: Reader, organizationId: string, accountId: string): Promise<number> {
  const owners = await listMembersByRole(read, organizationId, "owner");
  const others = owners.filter((owner) => owner.suspendedAt === null && owner.accountId !== accountId);
  return others.length === 0
    ? 0
    : countStanding(
        read,
        others.map((owner) => owner.accountId),
      );
}

/** Whether an account can act: neither suspended altogether nor about to be deleted. Held, it stays so until the transaction ends. */
export async function isStanding(read: Reader, accountId: string): Promise<boolean> {
  return (await countStanding(read, [accountId])) > 0;
}
