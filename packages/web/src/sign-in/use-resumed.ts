import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Attempt } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";

/** The sign-in that comes back from an identity provider: the address names it, and nothing else knows it any more. */
export function useResumed(onOpen: (attempt: Attempt) => void) {
  const client = useClient();
  const [id] = useState(() => new URLSearchParams(location.hash.slice(1)).get("attempt"));
  const { data, isPending } = useQuery({
    queryKey: ["resumed", id],
    queryFn: async () => {
      const attempt = await answerOf(client.GET("/v1/attempts/{id}", { params: { path: { id: id ?? "" } } }));
      // One that is over asks for nothing: who is signed in goes on, who is not begins again.
      if (attempt.status === "open") onOpen(attempt);
      return attempt;
    },
    enabled: id !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return {
    /** Nothing is shown before it is known how it goes on. */
    isPending: id !== null && isPending,
    address: data?.vouched?.address ?? null,
  };
}
