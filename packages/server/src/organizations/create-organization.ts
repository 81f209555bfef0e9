import type { Actor } from "../vocabulary/events/actors.ts";
import { aboutOwn, type Person } from "../sessions/caller.ts";
import { refuseNonOperator } from "../accounts/operators.ts";
import { recordEvent } from "../audit/record-event.ts";
import { addMember, findRoom, type Membership } from "../policies/memberships.ts";
import { addOrganization, type Organization } from "../policies/organizations.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import type { Client, Services, Work } from "../services.ts";

export interface NewOrganization {
  readonly name: string;
  readonly timeZone?: string | undefined;
}

/** An organization, and what someone is in it. */
export interface Belonging {
  readonly organization: Organization;
  readonly membership: Pick<Membership, "role" | "suspendedAt">;
}

/** Makes an organization of which the caller is the first owner. */
export async function createOrganization(
  services: Services,
  caller: Person,
  wish: NewOrganization,
): Promise<Belonging | Refusal<"not-allowed" | "not-signed-in" | "conflict">> {
  const refusal = refuseCreation(services, caller);
  if (refusal) return refusal;
  return services.transact(async (work) => {
    const ended = await holdCaller(work.tx, caller);
    if (ended) return ended;
    const { accountId: ownerId, ...by } = aboutOwn(caller);
    return foundOrganization(work, wish, { ownerId, ...by });
  });
}

function refuseCreation(services: Services, caller: Person): Refusal<"not-allowed"> | undefined {
  if (services.config.organizationCreation === "open") return undefined;
  const refusal = refuseNonOperator(services, caller);
  if (refusal?.reason !== "not-operator") return refusal;
  return refuse("not-allowed", {
    reason: "operators-only",
    detail: "Organizations are made by whoever runs this service. Ask them for one.",
  });
}

interface Founding {
  readonly ownerId: string;
  readonly actor: Actor;
  readonly sessionId?: string;
  readonly client?: Client;
}

/** Makes an organization and its first owner. */
export async function foundOrganization(
  work: Work,
  { name, timeZone = "UTC" }: NewOrganization,
  { ownerId, ...by }: Founding,
): Promise<Belonging | Refusal<"conflict">> {
  const { tx, newId, now, config } = work;
  const organization = { id: newId("org"), name, plan: config.defaultPlan, timeZone, createdAt: now() };
  const room = await findRoom(work, ownerId);
  if (isRefusal(room)) return room;
  await addOrganization(tx, organization);
  await addMember(work, room, { organizationId: organization.id, role: "owner" });
  const about = { ...by, accountId: ownerId, organizationId: organization.id };
  await recordEvent(work, { ...about, type: "organization.created", data: { name } });
  await recordEvent(work, { ...about, type: "member.added", data: { role: "owner" } });
  return { organization, membership: { role: "owner", suspendedAt: null } };
}
