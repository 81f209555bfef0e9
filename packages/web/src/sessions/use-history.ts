import { answerOf } from "@mortise/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SignInItem } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { plural } from "../parts/format.ts";
import { isEverySignIn, type HistoryFilter } from "./history-filters.tsx";
import { historyText } from "./strings.ts";

export const pageSize = 20;
const dayMs = 86_400_000;

/** One page of the history; how many it shows is read out when a filter chose them. */
export function useHistory(filter: HistoryFilter, cursor: string | undefined) {
  const client = useClient();
  const page = useQuery({
    queryKey: ["history", filter, cursor],
    queryFn: () =>
      answerOf(client.GET("/v1/account/history", { params: { query: historyQuery(filter, cursor, Date.now()) } })),
    placeholderData: keepPreviousData,
  });
  useCountReadOut(filter, page.isPlaceholderData ? undefined : page.data);
  return page;
}

function historyQuery({ outcome, method, days }: HistoryFilter, cursor: string | undefined, now: number) {
  return {
    limit: pageSize,
    ...(outcome !== "all" && { outcome }),
    ...(method !== "any" && { method }),
    // The server goes no further back than 90 days anyway.
    ...(days !== "90" && { from: new Date(now - Number(days) * dayMs).toISOString() }),
    ...(cursor !== undefined && { cursor }),
  };
}

function useCountReadOut(filter: HistoryFilter, page: { items: unknown[]; nextCursor: string | null } | undefined) {
  const announce = useAnnounce();
  const count = isEverySignIn(filter) ? undefined : page?.items.length;
  const more = page !== undefined && page.nextCursor !== null;
  const { outcome, method, days } = filter;
  useEffect(() => {
    if (count !== undefined) announce(plural(count, more ? historyText.shownOfMore : historyText.shown));
  }, [count, more, outcome, method, days, announce]);
}

/** The methods worth filtering by: what every account can have, and what has been seen in this one's history. */
export function useMethods(items: SignInItem[] | undefined): SignInItem["method"][] {
  const [seen, setSeen] = useState<SignInItem["method"][]>(["password", "passkey"]);
  const fresh = new Set((items ?? []).map((item) => item.method).filter((method) => !seen.includes(method)));
  if (fresh.size > 0) setSeen([...seen, ...fresh]);
  return seen;
}
