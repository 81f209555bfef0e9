import { answerOf } from "@mortise/sdk";
import { useOrganization } from "../app/organization-gate.tsx";
import { useSsoChange } from "./use-sso.ts";

/** Gives up the change that waits for its test. */
export function useDiscard(conn: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client) => answerOf(client.DELETE("/v1/organizations/{org}/connections/{conn}/pending", { params })),
    happened: async (client) =>
      (await answerOf(client.GET("/v1/organizations/{org}/connections/{conn}", { params }))).pendingRevision === null,
    onDone,
  });
}
