import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useOneChange } from "../app/use-one-change.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { isOf } from "../app/query-keys.ts";
import { changedNames, changedWorkspaces, changeOf, isBreakGlassChanged, type Draft } from "./draft.ts";

/** Saves what differs, one scope after the other: what was saved before a refusal is saved. */
export function useSave(onSaved: () => void) {
  const client = useClient();
  const queries = useQueryClient();
  const { id: org } = useOrganization();
  const path = { org };
  return useOneChange({
    mutationFn: async ({ saved, draft }: { saved: Draft; draft: Draft }) => {
      if (changedNames(saved, draft).length > 0) {
        const body = changeOf(saved, draft);
        await answerOf(client.PUT("/v1/organizations/{org}/policies", { params: { path }, body }));
      }
      for (const ws of changedWorkspaces(saved, draft)) {
        const params = { path: { org, ws } };
        const body = { session: draft.workspaces[ws] ?? null };
        await answerOf(client.PUT("/v1/organizations/{org}/workspaces/{ws}/policies", { params, body }));
      }
      if (isBreakGlassChanged(saved, draft)) {
        const body = { owners: draft.breakGlass };
        await answerOf(client.PUT("/v1/organizations/{org}/break-glass", { params: { path }, body }));
      }
    },
    onSuccess: onSaved,
    onSettled: () =>
      queries.invalidateQueries({
        predicate: isOf("policies"),
      }),
  });
}
