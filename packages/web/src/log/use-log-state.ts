import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";

const minuteMs = 60_000;

/** How far the log is sealed, checked and witnessed. */
export function useLogState() {
  const client = useClient();
  return useQuery({
    queryKey: ["log"],
    queryFn: () => answerOf(client.GET("/v1/log")),
    refetchInterval: minuteMs,
  });
}

/** What the log's checkpoints are verified with. */
export function useLogKey() {
  const client = useClient();
  return useQuery({
    queryKey: ["log-key"],
    queryFn: async () => (await answerOf(client.GET("/v1/log/key", { parseAs: "text" }))).trim(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
