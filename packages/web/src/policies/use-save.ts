import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { wasMade } from "../app/change-error.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { isOf } from "../app/query-keys.ts";
import { changedNames, changedWorkspaces, changeOf, isBreakGlassChanged, standsIn, type Draft } from "./draft.ts";
import { loadPolicies } from "./use-policies.ts";
import { useChange } from "../app/use-change.ts";

/** Saves what differs, one scope after the other: what was saved before a refusal is saved. */
export function useSave(onSaved: () => void) {
  const queries = useQueryClient();
  const { id: org } = useOrganization();
  const path = { org };
  return useChange({
    change: async (client, { saved, draft }: { saved: Draft; draft: Draft }) => {
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
    happened: async (asked, reviewed) => standsIn((await loadPolicies(asked, org)).saved, reviewed),
    onSuccess: onSaved,
    onError: (error) => {
      if (wasMade(error)) onSaved();
    },
    onSettled: () =>
      queries.invalidateQueries({
        predicate: isOf("policies"),
      }),
  });
}
