import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Mortise, NewConnection, SetUp } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { cannotTell, useAsking, useChange } from "../app/use-change.ts";

/** How far the set-up of this browser's link is; null when it has none that works. */
async function lookAtSetUp(client: Mortise): Promise<SetUp | null> {
  return answerOf(client.GET("/v1/set-up")).catch((error: unknown) => {
    if (isProblem(error, "link-invalid")) return null;
    throw error;
  });
}

/** Opens the link first where one was just followed. A link opens once; this browser then goes on with it. */
export function useSetUp(token: string | null) {
  const client = useClient();
  return useQuery({
    // The token is a secret: it is no part of what is kept.
    queryKey: ["set-up"],
    queryFn: async () => {
      if (token === null) return lookAtSetUp(client);
      await answerOf(client.POST("/v1/set-up/open", { body: { token } })).catch((error: unknown) => {
        // Followed a second time, it may be open here already.
        if (!isProblem(error, "link-invalid")) throw error;
      });
      return lookAtSetUp(client);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What is shown is asked for again. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  const client = useClient();
  return useCallback(async () => void queries.setQueryData(["set-up"], await lookAtSetUp(client)), [queries, client]);
}

/** A link that ended meanwhile is seen at the next thing asked of it: then the page says so. */
function useSeeEnd(): (error: unknown) => void {
  const refresh = useRefresh();
  return (error) => {
    if (isProblem(error, "link-invalid")) void refresh();
  };
}

export function useAddDomain(onDone: () => void) {
  const refresh = useRefresh();
  const onError = useSeeEnd();
  return useChange({
    change: (client, body: { name: string; includeSubdomains: boolean }) =>
      answerOf(client.POST("/v1/set-up/domains", { body })),
    happened: async (client, { name }) =>
      (await lookAtSetUp(client))?.domains.some((domain) => domain.name === name) === true,
    onError,
    onSuccess: async () => {
      await refresh();
      onDone();
    },
  });
}

export function useVerifyDomain(id: string) {
  const refresh = useRefresh();
  return useAsking({
    change: (client) => answerOf(client.POST("/v1/set-up/domains/{id}/verify", { params: { path: { id } }, body: {} })),
    onSettled: refresh,
  });
}

export function useRemoveDomain(id: string) {
  const refresh = useRefresh();
  const onError = useSeeEnd();
  return useChange({
    change: (client) => answerOf(client.DELETE("/v1/set-up/domains/{id}", { params: { path: { id } } })),
    happened: async (client) => (await lookAtSetUp(client))?.domains.every((domain) => domain.id !== id) === true,
    onError,
    onSuccess: refresh,
  });
}

export function usePutConnection(onDone: () => void) {
  const refresh = useRefresh();
  const onError = useSeeEnd();
  return useChange({
    change: (client, body: NewConnection) => answerOf(client.PUT("/v1/set-up/connection", { body })),
    // A secret is never told again, so whether it was taken cannot be asked.
    happened: cannotTell,
    onError,
    onSuccess: async () => {
      await refresh();
      onDone();
    },
  });
}

/** Begins a test, and goes out to the provider with it; its result comes back to this page. */
export function useTest() {
  const onError = useSeeEnd();
  return useAsking({
    onError,
    change: (client) => answerOf(client.POST("/v1/set-up/tests", { body: {} })),
    onSuccess: ({ url }) => location.assign(url),
  });
}

export function useTestResult(id: string) {
  const client = useClient();
  return useQuery({
    queryKey: ["set-up-test", id],
    queryFn: () => answerOf(client.GET("/v1/set-up/tests/{id}", { params: { path: { id } } })),
  });
}

/** Whoever is done ends their own link. */
export function useEndLink() {
  const onError = useSeeEnd();
  return useChange({
    onError,
    change: (client) => answerOf(client.DELETE("/v1/set-up")),
    happened: async (client) => (await lookAtSetUp(client)) === null,
  });
}
