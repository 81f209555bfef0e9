import { decideRetentionDays, type Plan } from "../rules/organizations/plans.ts";
import type { Services, View, World } from "../services.ts";
import type { HeldPlace } from "../rules/policies/held/held-places.ts";
import { listByPlan } from "./organizations.sql.ts";
import { findPolicies, listRetentions } from "./stored-policies.ts";

/** What an organization's plan allows. A plan that is not in the settings any more is the default one. */
export function planOf({ config }: World, name: string): Plan {
  const plan = config.plans.get(name) ?? config.plans.get(config.defaultPlan);
  if (!plan) throw new Error(`There is no plan ${name}.`);
  return plan;
}

/** For how many days back an organization's log can be read. */
export async function findReadableDays(view: View, place: Pick<HeldPlace, "id" | "plan">): Promise<number> {
  const { auditRetentionDays } = await findPolicies(view.read, place.id);
  return decideRetentionDays(planOf(view, place.plan), auditRetentionDays?.value ?? null);
}

/** The organizations whose events are kept longer than the deployment keeps others, with how many days. */
export async function listKeptLonger(services: Services): Promise<Map<string, number>> {
  const { config, database } = services;
  const { read } = database;
  const longer = [...config.plans.values()].filter((plan) => plan.auditRetentionDays > config.eventRetentionDays);
  const organizations =
    longer.length > 0
      ? await listByPlan(
          read,
          longer.map(({ name }) => name),
        )
      : [];
  const set = organizations.length > 0 ? await listRetentions(read) : new Map<string, number>();
  const days = organizations.map(({ id, plan }): [string, number] => [
    id,
    decideRetentionDays(planOf(services, plan), set.get(id) ?? null),
  ]);
  return new Map(days.filter(([, kept]) => kept > config.eventRetentionDays));
}
