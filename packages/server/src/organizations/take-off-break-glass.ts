import type { Actor } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { changeMembership, listMembersByRole, type Membership } from "../policies/memberships.ts";
import type { Client, Work } from "../services.ts";

interface By {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly client: Client;
}

/**
 * Takes the exemption of break-glass off whoever is an owner no more. Called before the change that makes them so. One who is
 * left passes alone, and all owners are told (docs/decisions/0034).
 */
export async function takeOffBreakGlass(
  work: Work,
  by: By,
  { organizationId, accountId, breakGlassAt }: Membership,
): Promise<void> {
  if (breakGlassAt === null) return;
  await changeMembership(work.tx, { organizationId, accountId }, { breakGlassAt: null });
  const owners = await listMembersByRole(work.tx, organizationId, "owner");
  const left = owners.filter((owner) => owner.breakGlassAt !== null).map((owner) => owner.accountId);
  const about = { ...by, accountId, organizationId, data: { owners: left } };
  await recordEvent(work, { ...about, type: "break-glass.changed" });
}
