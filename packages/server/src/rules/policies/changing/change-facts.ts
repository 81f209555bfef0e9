import type { Role } from "../../../vocabulary/roles.ts";
import type { Plan } from "../../organizations/plans.ts";
import type { PolicyName, PolicySet } from "../../../vocabulary/policies.ts";
import type { PolicyStep } from "./draft.ts";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";

/** How somebody stands to a change of policies. */
export interface Standing {
  readonly role: Role;
  /** Whether it would hold for them: a workspace's holds for whoever is in it. */
  readonly isHeld: boolean;
  /** Second factors they have that work here. */
  readonly kinds: readonly AuthenticatorKind[];
  /** Where they came from in the last 30 days; the caller's is where the request comes from. */
  readonly addresses: readonly string[];
  readonly isBreakGlass: boolean;
  /** What holds for them beside what is changed. */
  readonly alsoHeldTo: readonly PolicySet[];
}

/** What is known of the organization's identity providers. */
export interface SingleSignOnFacts {
  readonly hasActiveConnection: boolean;
  /** Whether the caller signed in there by a test that passed, for exactly what is active, a short while ago. */
  readonly isTestedByCaller: boolean;
}

export interface PolicyChangeFacts {
  readonly isWorkspace: boolean;
  readonly steps: readonly PolicyStep[];
  readonly before: PolicySet;
  readonly after: PolicySet;
  /** The organization's for a workspace, the workspaces' for the organization. */
  readonly others: readonly { readonly name: string; readonly set: PolicySet }[];
  readonly plan: Plan;
  /** Second factors that can be bound here at all. */
  readonly offered: readonly AuthenticatorKind[];
  readonly caller: Standing;
  /** Why the caller's address tells nothing of where they are; null when it does. */
  readonly addressFault: "unknown" | "proxy" | null;
  readonly owners: readonly Standing[];
  readonly singleSignOn: SingleSignOnFacts;
  /** How many members would be left with forbidden second factors only. */
  readonly leftWithout: number;
}

/** Whether one of these is changed. */
export function changes({ steps }: Pick<PolicyChangeFacts, "steps">, ...names: PolicyName[]): boolean {
  return steps.some(({ policy }) => names.includes(policy));
}
