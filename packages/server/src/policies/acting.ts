import type { ActingFacts } from "../rules/acting.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { HeldPlace, Holding } from "./holdings.ts";

/** Where somebody says they act. */
export interface Whereabouts {
  readonly organizationId: string;
  readonly workspaceId?: string | undefined;
}

/** What decides whether they may act there. */
export interface Acting {
  readonly place: HeldPlace;
  readonly workspaceId: string | null;
  readonly facts: Omit<ActingFacts, "proofs" | "now">;
}

/** Gathers what decides whether somebody may act in an organization, or a workspace of it. A stranger is not told whether it exists. */
export function findActing(
  { places }: Holding,
  { organizationId, workspaceId }: Whereabouts,
  address: string,
): Acting | Refusal<"not-allowed"> {
  const place = places.get(organizationId);
  if (!place) return refuse("not-allowed", { reason: "not-a-member", detail: "This account is not a member there." });
  const workspace = workspaceId === undefined ? undefined : place.workspaces.get(workspaceId);
  if (workspaceId !== undefined && !workspace)
    return refuse("not-allowed", { reason: "not-in-workspace", detail: "This account is not in that workspace." });
  const { role, suspendedAt, isBreakGlass } = place;
  const allowlists = [place.allowlist, workspace?.allowlist ?? null].filter((each) => each !== null);
  const limits = workspace?.limits ?? null;
  const facts = { role, suspendedAt, isBreakGlass, allowlists, address, limits, lastUsedAt: null };
  return { place, workspaceId: workspaceId ?? null, facts };
}
