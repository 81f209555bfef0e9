import type { Actor } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { changeOrganization, lockOrganization } from "../policies/organizations.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import type { Member } from "../sessions/caller.ts";
import type { Client, Services } from "../services.ts";
import { asAdmin, holdMember } from "./hold-member.ts";

/** Renames an organization, or changes the time zone its days are counted in. */
export function updateOrganization(
  services: Services,
  caller: Member,
  { name, timeZone }: { name?: string | undefined; timeZone?: string | undefined },
): Promise<Refusal<"not-found" | "not-signed-in" | "not-allowed"> | undefined> {
  return services.transact(async (work) => {
    const { tx } = work;
    const held = await holdMember(tx, caller, "change-organization");
    if (isRefusal(held)) return held;
    const { organization } = held;
    const about = { ...asAdmin(caller), accountId: null };
    if (name !== undefined && name !== organization.name) {
      await changeOrganization(tx, organization.id, { name });
      const data = { from: organization.name, to: name };
      await recordEvent(work, { ...about, type: "organization.renamed", data });
    }
    if (timeZone !== undefined && timeZone !== organization.timeZone) {
      await changeOrganization(tx, organization.id, { timeZone });
      const data = { from: organization.timeZone, to: timeZone };
      await recordEvent(work, { ...about, type: "organization.time-zone-changed", data });
    }
    return undefined;
  });
}

interface By {
  readonly actor: Extract<Actor, { kind: "operator" }>;
  readonly sessionId?: string;
  readonly client?: Client;
}

/** Gives an organization another plan. What it had set under the old one goes on until it is taken off. */
export async function setPlan(
  services: Services,
  by: By,
  { organizationId, plan }: { organizationId: string; plan: string },
): Promise<Refusal<"not-found" | "invalid-request"> | undefined> {
  const { config, transact } = services;
  if (!config.plans.has(plan))
    return refuse("invalid-request", {
      errors: [
        { pointer: "#/plan", detail: `There is no such plan. There are ${[...config.plans.keys()].join(", ")}.` },
      ],
    });
  return transact(async (work) => {
    const organization = await lockOrganization(work.tx, organizationId);
    if (!organization) return refuse("not-found");
    if (organization.plan === plan) return undefined;
    await changeOrganization(work.tx, organizationId, { plan });
    const data = { from: organization.plan, to: plan };
    await recordEvent(work, {
      ...by,
      type: "organization.plan-changed",
      accountId: null,
      organizationId,
      data,
    });
    return undefined;
  });
}
