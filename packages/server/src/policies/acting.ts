import type { Whereabouts } from "../embedding.ts";
import type { ActingFacts } from "../rules/requests/acting.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { HeldPlace, Holding } from "../rules/policies/held/held-places.ts";
import type { WorkspaceUses } from "../services.ts";

/** What decides whether they may act there. */
export interface Acting {
  readonly place: HeldPlace;
  readonly workspaceId: string | null;
  readonly facts: ActingFacts;
}

/** Who wants to act: with which session, from which address. */
export interface Actor {
  readonly holding: Holding;
  readonly sessionId: string;
  readonly address: string;
}

/** Gathers what decides whether somebody may act in an organization, or a workspace of it. A stranger is not told whether it exists. */
export function findActing(
  uses: Pick<WorkspaceUses, "known">,
  { holding, sessionId, address }: Actor,
  { organizationId, workspaceId }: Whereabouts,
): Acting | Refusal<"not-allowed"> {
  const place = holding.places.get(organizationId);
  if (!place) return refuse("not-allowed", { reason: "not-a-member", detail: "This account is not a member there." });
  const { role, suspendedAt, isBreakGlass } = place;
  if (workspaceId === undefined) {
    const { allowlists } = place;
    const facts = { role, suspendedAt, isBreakGlass, allowlists, address, limits: null, lastUsedAt: null };
    return { place, workspaceId: null, facts };
  }
  const workspace = place.workspaces.get(workspaceId);
  if (!workspace)
    return refuse("not-allowed", { reason: "not-in-workspace", detail: "This account is not in that workspace." });
  const { allowlists, limits } = workspace;
  const lastUsedAt = limits ? uses.known(sessionId, workspaceId) : null;
  return { place, workspaceId, facts: { role, suspendedAt, isBreakGlass, allowlists, address, limits, lastUsedAt } };
}
