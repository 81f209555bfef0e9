import { answerOf } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useClient } from "../app/client.ts";
import { explain } from "../app/trouble.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { bellText } from "./strings.ts";
import { useAsking } from "../app/use-change.ts";

const minuteMs = 60_000;
const newest = 10;

/** The newest alerts, looked for every minute in silence. Only that there are more of them is read out. */
export function useAlerts() {
  const client = useClient();
  const alerts = useQuery({
    queryKey: ["alerts"],
    queryFn: () => answerOf(client.GET("/v1/account/alerts", { params: { query: { limit: newest } } })),
    refetchInterval: minuteMs,
    refetchOnWindowFocus: "always",
  });
  useRiseReadOut(alerts.data?.unread);
  return alerts;
}

function useRiseReadOut(unread: number | undefined) {
  const announce = useAnnounce();
  const before = useRef(unread);
  useEffect(() => {
    const rise = (unread ?? 0) - (before.current ?? unread ?? 0);
    before.current = unread;
    if (rise > 0) announce(plural(rise, bellText.arrived));
  }, [unread, announce]);
}

/** Marks those that were shown as read; what arrived in the meantime stays unread. */
export function useMarkRead() {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const toast = useToast();
  return useAsking({
    outlives: true,
    change: (client, newestShown: string) =>
      answerOf(client.POST("/v1/account/alerts/read", { body: { upTo: newestShown } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["alerts"] });
      announce(bellText.markedAll);
    },
    onError: (error) => toast({ tone: "failed", title: bellText.markFailed, text: explain(error) }),
  });
}
