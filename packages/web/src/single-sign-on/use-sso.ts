import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ConnectionChange, Mortise, NewConnection, SsoConnection } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useNewly } from "../app/newly.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { isOf } from "../app/query-keys.ts";
import { cannotTell, useAsking, useChange, type ChangeOptions } from "../app/use-change.ts";
import { listConnections, listDomains } from "./use-connections.ts";

export function useTraces(conn: string) {
  const client = useClient();
  const { id: org } = useOrganization();
  const params = { path: { org, conn }, query: { limit: 20 } };
  return useQuery({
    queryKey: ["traces", org, conn],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/connections/{conn}/traces", { params })),
  });
}

export function useConnectionTest(conn: string, id: string) {
  const client = useClient();
  const { id: org } = useOrganization();
  const params = { path: { org, conn, id } };
  return useQuery({
    queryKey: ["connection-test", org, conn, id],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/connections/{conn}/tests/{id}", { params })),
  });
}

export function useSetupLink() {
  const client = useClient();
  const { id: org } = useOrganization();
  return useQuery({
    queryKey: ["setup-links", org],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/setup-links", { params: { path: { org } } })),
  });
}

/** What the page shows is asked for again. */
function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ predicate: isOf("policies") }), [queries]);
}

type SsoChange<Answer, Given> = Pick<ChangeOptions<Answer, Given>, "change" | "happened"> & {
  onDone: (answer: Answer, given: Given) => void;
};

export function useSsoChange<Answer, Given = void>({ change, happened, onDone }: SsoChange<Answer, Given>) {
  const refresh = useRefresh();
  return useChange<Answer, Given>({
    change,
    happened,
    onSuccess: async (answer, given) => {
      await refresh();
      onDone(answer, given);
    },
  });
}

export function useAddDomain(onDone: () => void) {
  const { id: org } = useOrganization();
  return useSsoChange({
    change: (client, body: { name: string; includeSubdomains: boolean }) =>
      answerOf(client.POST("/v1/organizations/{org}/domains", { params: { path: { org } }, body })),
    happened: async (client, { name }) => (await listDomains(client, org)).items.some((each) => each.name === name),
    onDone,
  });
}

export function useVerifyDomain(id: string) {
  const { id: org } = useOrganization();
  const refresh = useRefresh();
  const params = { path: { org, id } };
  return useAsking({
    change: (client) => answerOf(client.POST("/v1/organizations/{org}/domains/{id}/verify", { params, body: {} })),
    onSettled: refresh,
  });
}

export function useRemoveDomain(id: string, onDone: () => void) {
  const { id: org } = useOrganization();
  return useSsoChange({
    change: (client) =>
      answerOf(client.DELETE("/v1/organizations/{org}/domains/{id}", { params: { path: { org, id } } })),
    happened: async (client) => (await listDomains(client, org)).items.every((each) => each.id !== id),
    onDone,
  });
}

export function useMakeConnection(onDone: (made: SsoConnection) => void) {
  const { id: org } = useOrganization();
  const newly = useNewly(async (client) => (await listConnections(client, org)).items);
  return useSsoChange({
    change: async (client, body: NewConnection) => {
      await newly.note(client);
      return answerOf(client.POST("/v1/organizations/{org}/connections", { params: { path: { org } }, body }));
    },
    happened: async (client) => (await newly.made(client)).length > 0,
    onDone,
  });
}

export function useChangeConnection(conn: string, onDone: (changed: SsoConnection) => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client, body: ConnectionChange) =>
      answerOf(client.PATCH("/v1/organizations/{org}/connections/{conn}", { params, body })),
    // A secret is never told again, so whether it was taken cannot be asked.
    happened: cannotTell,
    onDone,
  });
}

const statusOf = async (client: Mortise, org: string, conn: string) =>
  (await answerOf(client.GET("/v1/organizations/{org}/connections/{conn}", { params: { path: { org, conn } } })))
    .status;

export function useActivate(conn: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client) => answerOf(client.POST("/v1/organizations/{org}/connections/{conn}/activate", { params })),
    happened: async (client) => (await statusOf(client, org, conn)) === "active",
    onDone,
  });
}

export function useDisable(conn: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client) => answerOf(client.POST("/v1/organizations/{org}/connections/{conn}/disable", { params })),
    happened: async (client) => (await statusOf(client, org, conn)) === "disabled",
    onDone,
  });
}

export function useDeleteConnection(conn: string, onDone: () => void) {
  const { id: org } = useOrganization();
  const params = { path: { org, conn } };
  return useSsoChange({
    change: (client) => answerOf(client.DELETE("/v1/organizations/{org}/connections/{conn}", { params })),
    happened: (client) =>
      statusOf(client, org, conn).then(
        () => false,
        (error: unknown) => isProblem(error, "not-found"),
      ),
    onDone,
  });
}
