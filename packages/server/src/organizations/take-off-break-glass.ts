import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { changeMembership, listMembersByRole, type Membership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { asActor } from "./hold-member.ts";

/** Takes the exemption of break-glass off whoever is an owner no more. Called before the change that makes them so. */
export async function takeOffBreakGlass(
  tx: Tx,
  services: Services,
  caller: Member,
  { organizationId, accountId, breakGlassAt }: Membership,
): Promise<void> {
  if (breakGlassAt === null) return;
  await changeMembership(tx, { organizationId, accountId }, { breakGlassAt: null });
  const owners = await listMembersByRole(tx, organizationId, "owner");
  const left = owners.filter((owner) => owner.breakGlassAt !== null).map((owner) => owner.accountId);
  const about = asActor(caller, accountId);
  await recordEvent(tx, services, { ...about, type: "break-glass.changed", data: { owners: left } });
}
