import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { wasMade } from "../app/change-error.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { isOf } from "../app/query-keys.ts";
import { changedNames, changedWorkspaces, changeOf, isBreakGlassChanged, standsIn, type Draft } from "./draft.ts";
import { namesPair } from "./pair.ts";
import { loadPolicies } from "./use-policies.ts";
import type { Mortise } from "../app/api-types.ts";
import { useChange } from "../app/use-change.ts";

interface Reviewed {
  saved: Draft;
  draft: Draft;
}

/** Saves what differs, one scope after the other: what was saved before a refusal is saved. */
export function useSave(onSaved: () => void) {
  const queries = useQueryClient();
  const { id: org } = useOrganization();
  const path = { org };
  return useChange({
    change: async (client, reviewed: Reviewed) => {
      const { saved, draft } = reviewed;
      // Single sign-on is required only once a pair is named, and none is taken off before it is required no more.
      const isPairFirst = namesPair(saved, draft);
      if (isPairFirst) await savePair(client, org, draft);
      if (changedNames(saved, draft).length > 0) {
        const body = changeOf(saved, draft);
        await answerOf(client.PUT("/v1/organizations/{org}/policies", { params: { path }, body }));
      }
      for (const ws of changedWorkspaces(saved, draft)) {
        const params = { path: { org, ws } };
        const body = { session: draft.workspaces[ws] ?? null };
        await answerOf(client.PUT("/v1/organizations/{org}/workspaces/{ws}/policies", { params, body }));
      }
      if (!isPairFirst && isBreakGlassChanged(saved, draft)) await savePair(client, org, draft);
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

function savePair(client: Mortise, org: string, { breakGlass: owners }: Draft) {
  return answerOf(client.PUT("/v1/organizations/{org}/break-glass", { params: { path: { org } }, body: { owners } }));
}
