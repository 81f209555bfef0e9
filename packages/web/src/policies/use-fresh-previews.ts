import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import type { PolicyPreview } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { changedNames, changedWorkspaces, changeOf, type Draft } from "./draft.ts";

/** What each part of a change would do, asked as the review begins: of the whole organization first, then of each workspace. */
export function useFreshPreviews({ saved, draft }: { saved: Draft; draft: Draft }, isFresh: boolean) {
  const client = useClient();
  const { id: org } = useOrganization();
  const change = changeOf(saved, draft);
  const workspaces = changedWorkspaces(saved, draft);
  return useQuery({
    queryKey: ["policy-preview", org, "review", change, workspaces.map((id) => [id, draft.workspaces[id] ?? null])],
    queryFn: async (): Promise<PolicyPreview[]> => {
      const whole =
        changedNames(saved, draft).length === 0
          ? []
          : [client.POST("/v1/organizations/{org}/policies/preview", { params: { path: { org } }, body: change })];
      const parts = workspaces.map((ws) =>
        client.POST("/v1/organizations/{org}/workspaces/{ws}/policies/preview", {
          params: { path: { org, ws } },
          body: { session: draft.workspaces[ws] ?? null },
        }),
      );
      return Promise.all([...whole, ...parts].map((call) => answerOf(call)));
    },
    enabled: isFresh,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
