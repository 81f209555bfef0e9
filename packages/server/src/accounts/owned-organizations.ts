import { system } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { countMemberships, listPlaces } from "../policies/memberships.ts";
import { lockOrganization, type Organization, removeOrganization } from "../policies/organizations.ts";
import type { Refusal } from "../problems.ts";
import { decideIsDeserted, decideOwnerMayGo } from "../rules/organizations/last-owner.ts";
import type { Work } from "../services.ts";
import { countOtherActiveOwners } from "./active-owners.ts";

/** Holds the organizations an account owns until the transaction ends, always in the same order. */
export async function holdOwned(tx: Tx, accountId: string): Promise<Organization[]> {
  const places = (await listPlaces(tx, accountId)).filter(({ role }) => role === "owner");
  const held: Organization[] = [];
  for (const id of places.map(({ organizationId }) => organizationId).sort()) {
    const organization = await lockOrganization(tx, id);
    if (organization) held.push(organization);
  }
  return held;
}

/** The organizations an account leaves to others, now that they are held; refused where it is the last owner. */
export async function listLeftToOthers(
  tx: Tx,
  accountId: string,
): Promise<{ id: string; name: string }[] | Refusal<"conflict">> {
  const left: { id: string; name: string }[] = [];
  for (const { organizationId, role, suspendedAt, ...organization } of await listPlaces(tx, accountId)) {
    if (role !== "owner") continue;
    const members = await countMemberships(tx, organizationId);
    const otherActiveOwners = await countOtherActiveOwners(tx, organizationId, accountId);
    const refusal = decideOwnerMayGo({ organization, members, otherActiveOwners });
    if (refusal) return refusal;
    // Whoever is alone there takes it along, and whoever is suspended there is not counted on.
    if (members > 1 && suspendedAt === null) left.push({ id: organizationId, name: organization.name });
  }
  return left;
}

/** Removes the organizations in which nobody is left. */
export async function removeDeserted(work: Work, owned: readonly Organization[]): Promise<void> {
  for (const { id, name } of owned) {
    if (!decideIsDeserted(await countMemberships(work.tx, id))) continue;
    await removeOrganization(work.tx, id);
    const about = { accountId: null, organizationId: id, actor: system } as const;
    await recordEvent(work, { ...about, type: "organization.deleted", data: { name } });
  }
}
