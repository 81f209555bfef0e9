import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import type { Mortise } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useNewly } from "../app/newly.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useSsoChange } from "./use-sso.ts";

const listKeys = (client: Mortise, org: string, conn: string) =>
  answerOf(client.GET("/v1/organizations/{org}/connections/{conn}/keys", { params: { path: { org, conn } } }));

export function useKeys(conn: string) {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery({ queryKey: ["connection-keys", org, conn], queryFn: () => listKeys(client, org, conn) });
}

export function useReplaceKey(conn: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  const newly = useNewly(async (client) => (await listKeys(client, org, conn)).items);
  return useSsoChange({
    change: async (client) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/organizations/{org}/connections/{conn}/keys", { params }));
    },
    happened: async (client) => (await newly.made(client)).length > 0,
    onDone,
  });
}
