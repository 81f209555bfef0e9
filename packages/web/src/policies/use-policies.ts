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

/** Everything the page shows. Workspaces beyond the first hundred keep their rules, and are not listed. */
export function usePolicies({ anew = false } = {}) {
  const client = useClient();
  const { id } = useOrganization();
  return useQuery({
    queryKey: ["policies", id, "page"],
    queryFn: () => load(client, id),
    // What is being edited stands on what was loaded: another load comes with a save.
    refetchOnWindowFocus: false,
    refetchOnMount: anew ? "always" : true,
  });
}

async function load(client: Mortise, org: string): Promise<LoadedPolicies> {
  const path = { org };
  const [policies, { items: workspaces }, breakGlass] = await Promise.all([
    answerOf(client.GET("/v1/organizations/{org}/policies", { params: { path } })),
    answerOf(client.GET("/v1/organizations/{org}/workspaces", { params: { path, query: { limit: 100 } } })),
    answerOf(client.GET("/v1/organizations/{org}/break-glass", { params: { path } })),
  ]);
  const limits = await Promise.all(workspaces.map(({ id }) => limitsOf(client, org, id)));
  const saved = {
    whole: wholeOf(policies),
    workspaces: Object.fromEntries(limits.flatMap(({ id, session }) => (session === null ? [] : [[id, session]]))),
    breakGlass: breakGlass.owners.map(({ id }) => id),
  };
  return { policies, workspaces, breakGlass, saved };
}

async function limitsOf(client: Mortise, org: string, id: string) {
  const params = { path: { org, ws: id } };
  const { session } = await answerOf(client.GET("/v1/organizations/{org}/workspaces/{ws}/policies", { params }));
  return { id, session };
}
