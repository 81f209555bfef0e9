import { answerOf } from "@mortise/sdk";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { EventItem, LogEventItem, Mortise } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { queryOf, scopeKey, type FilterState, type Scope } from "./filter.ts";

const pageSize = 50;
const longMs = 3_600_000;

/** An event; whose it is stands with it where everyone's are shown. */
export type ShownEvent = EventItem & Partial<Pick<LogEventItem, "account">>;

/** The events the filter lets through, newest first, as far as they were loaded. */
export function useEvents(scope: Scope, { filter, zone }: FilterState) {
  const client = useClient();
  const datesZone = filter.period.preset === "dates" ? zone : null;
  const { kind, period, account, search } = filter;
  return useInfiniteQuery({
    queryKey: [
      scope === "account" ? "events" : "log-events",
      scopeKey(scope),
      kind,
      period,
      account?.id,
      datesZone,
      search,
    ],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: pageSize,
        ...queryOf(filter, zone, Date.now()),
        ...(pageParam !== undefined && { cursor: pageParam }),
      };
      return loadPage(client, scope, query, { accountId: account?.id, search });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Reading a log of more than one person is an event of its own: looking away and back is no new reading.
    ...(scope !== "account" && { staleTime: longMs, refetchOnReconnect: false }),
    refetchOnWindowFocus: false,
  });
}

interface PageQuery {
  limit: number;
  cursor?: string;
  from?: string;
  to?: string;
}

interface EventPage {
  items: ShownEvent[];
  nextCursor: string | null;
}

function loadPage(
  client: Mortise,
  scope: Scope,
  query: PageQuery,
  { accountId, search }: { accountId: string | undefined; search: string },
): Promise<EventPage> {
  if (scope === "account") return answerOf(client.GET("/v1/account/events", { params: { query } }));
  const narrowed = { ...query, ...(accountId !== undefined && { accountId }) };
  if (scope === "deployment") return answerOf(client.GET("/v1/log/events", { params: { query: narrowed } }));
  const path = { org: scope.organization };
  if (search !== "")
    return answerOf(
      client.POST("/v1/organizations/{org}/events/search", { params: { path }, body: { ...narrowed, search } }),
    );
  const params = { path, query: narrowed };
  return answerOf(client.GET("/v1/organizations/{org}/events", { params }));
}
