import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Mortise, SetUp } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";

/** How far the set-up of this browser's link is; null when it has none that works. */
export async function lookAtSetUp(client: Mortise): Promise<SetUp | null> {
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
  });
}

/** Puts a state that an answer brought on the page. */
export function useKeepSetUp(): (state: SetUp | null) => void {
  const queries = useQueryClient();
  return useCallback((state) => queries.setQueryData(["set-up"], state), [queries]);
}

export function useRefreshSetUp(): () => Promise<void> {
  const queries = useQueryClient();
  const client = useClient();
  return useCallback(async () => void queries.setQueryData(["set-up"], await lookAtSetUp(client)), [queries, client]);
}
