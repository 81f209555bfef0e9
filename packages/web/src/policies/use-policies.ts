import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import type { BreakGlass, Mortise, Policies, Workspace } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { wholeOf, type Draft } from "./draft.ts";

export interface LoadedPolicies {
  policies: Policies;
  workspaces: Workspace[];
  breakGlass: BreakGlass;
  /** All of it as it may be changed. */
  saved: Draft;
}

/** Everything the page shows. */
export function usePolicies({ anew = false } = {}) {
  const client = useClient();
  const { id } = useOrganization();
  return useQuery({
    queryKey: ["policies", id, "page"],
    queryFn: () => loadPolicies(client, id),
    // What is being edited stands on what was loaded: another load comes with a save.
    refetchOnWindowFocus: false,
    refetchOnMount: anew ? "always" : true,
  });
}

export async function loadPolicies(client: Mortise, org: string): Promise<LoadedPolicies> {
  const path = { org };
  const [policies, workspaces, breakGlass] = await Promise.all([
    answerOf(client.GET("/v1/organizations/{org}/policies", { params: { path } })),
    listWorkspaces(client, org),
    answerOf(client.GET("/v1/organizations/{org}/break-glass", { params: { path } })),
  ]);
  const saved = {
    whole: wholeOf(policies),
    workspaces: Object.fromEntries(workspaces.flatMap(({ id, session }) => (session === null ? [] : [[id, session]]))),
    breakGlass: breakGlass.owners.map(({ id }) => id),
  };
  return { policies, workspaces, breakGlass, saved };
}

/** All of them: the rule of one that is not listed could not be taken off. */
async function listWorkspaces(client: Mortise, org: string): Promise<Workspace[]> {
  const found: Workspace[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const params = { path: { org }, query: { limit: 100, ...(cursor !== undefined && { cursor }) } };
    const page = await answerOf(client.GET("/v1/organizations/{org}/workspaces", { params }));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}
