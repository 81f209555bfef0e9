import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Attempt } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";

/** The sign-in that comes back from an identity provider: the address names it, and nothing else knows it any more. */
export function useResumed(onOpen: (attempt: Attempt) => void) {
  const client = useClient();
  const [id] = useState(() => new URLSearchParams(location.hash.slice(1)).get("attempt"));
  const { data, isPending } = useQuery({
    queryKey: ["resumed", id],
    queryFn: () => answerOf(client.GET("/v1/attempts/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: id !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const [isTaken, setTaken] = useState(false);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    if (data === undefined) return;
    // One that is over asks for nothing: who is signed in goes on, who is not begins again.
    if (data.status === "open") open.current(data);
    setTaken(true);
  }, [data]);
  return {
    /** Nothing is shown before it is known how it goes on. */
    isPending: id !== null && (isPending || (data !== undefined && !isTaken)),
    address: data?.vouched?.address ?? null,
  };
}
