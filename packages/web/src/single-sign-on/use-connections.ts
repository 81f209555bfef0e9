import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { addressOf } from "../../../server/src/addresses.ts";
import type { Mortise } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { useAsking } from "../app/use-change.ts";

/** The address of the page, which all its dialogs' begin with. */
export function useHome() {
  return addressOf("singleSignOn", { organization: useOrganization().id });
}

export const listDomains = (client: Mortise, org: string) =>
  answerOf(client.GET("/v1/organizations/{org}/domains", { params: { path: { org }, query: { limit: 100 } } }));
export const listConnections = (client: Mortise, org: string) =>
  answerOf(client.GET("/v1/organizations/{org}/connections", { params: { path: { org } } }));

export function useDomains() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery({ queryKey: ["domains", org], queryFn: () => listDomains(client, org) });
}

export function useConnections() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery({ queryKey: ["connections", org], queryFn: () => listConnections(client, org) });
}

/** Begins a test, and goes out to the provider with it; its result comes back to a page of its own. */
export function useTestConnection(conn: string) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useAsking({
    change: (client) => answerOf(client.POST("/v1/organizations/{org}/connections/{conn}/tests", { params })),
    onSuccess: ({ url }) => location.assign(url),
  });
}
