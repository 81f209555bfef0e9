import { useEffect, useRef, type ReactNode } from "react";
import { useDeployment } from "../app/deployment.tsx";
import { listed, QueryView } from "../app/query-view.tsx";
import { explain } from "../app/trouble.ts";
import { useFragment } from "../app/use-fragment.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { useNow } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { dayHeading, plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import type { Zone } from "../parts/zone-select.tsx";
import "./activity.css";
import { EventFilters } from "./event-filters.tsx";
import { EventRow, rowIdOf } from "./event-row.tsx";
import { kindsOf, type FilterState, type Scope } from "./filter.ts";
import { Nothing } from "./nothing.tsx";
import { activityText, auditText, logText } from "./strings.ts";
import { type ActivityRow, rowsOf } from "./rows.ts";
import { useEvents } from "./use-events.ts";

interface EventListProps {
  scope: Scope;
  state: FilterState;
  /** Above the filters. */
  above?: ReactNode;
  /** At the end of the list: for how long it is kept. */
  kept?: ReactNode;
  /** In place of an error that is no trouble of the list's. */
  refused?: (error: Error) => ReactNode;
}

/** Events by day, with what narrows them. */
export function EventList({ scope, state, above, kept, refused }: EventListProps) {
  const events = useEvents(scope, state);
  const { data, error, refetch } = listed(events);
  const items =
    data && (scope === "account" ? rowsOf(data, events.hasNextPage) : data.map((lead) => ({ lead, rest: [] })));
  const refusal = error !== null && refused?.(error);
  if (refusal) return <Card>{refusal}</Card>;
  const label = filterWords(scope);
  return (
    <div className="m-stack">
      <EventFilters
        state={state}
        kinds={kindsOf(scope)}
        label={label}
        above={above}
        status={
          items && !events.isPlaceholderData && <Shown items={items} more={events.hasNextPage} zone={state.zone} />
        }
      />
      <QueryView
        query={{ data: items, error, refetch }}
        loading={activityText.loading}
        rows={6}
        failed={activityText.loadFailed}
        heading="h2"
        carded
      >
        {(shown) => (
          <>
            <WantedElsewhere items={shown} more={events.hasNextPage} />
            {shown.length === 0 ? (
              events.hasNextPage ? (
                <NotYet events={events} />
              ) : (
                <Nothing state={state} />
              )
            ) : (
              <Days items={shown} state={state} scope={scope} events={events} kept={kept} />
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

function filterWords(scope: Scope): string {
  if (scope === "account") return activityText.filters;
  return scope === "deployment" ? logText.filters : auditText.filters;
}

function Shown({ items, more, zone }: { items: ActivityRow[]; more: boolean; zone: Zone }) {
  const counted = plural(items.length, more ? activityText.shownOfMore : activityText.shown);
  return `${counted} ${zone === "utc" ? activityText.inUtc : activityText.inLocal}`;
}

/** The address names an event that is further down. */
function WantedElsewhere({ items, more }: { items: ActivityRow[]; more: boolean }) {
  const wanted = useFragment();
  if (!wanted.startsWith("evnt_") || !more || items.some((row) => isOf(row, wanted))) return null;
  return <Banner tone="info">{activityText.notHere}</Banner>;
}

interface DaysProps {
  items: ActivityRow[];
  state: FilterState;
  scope: Scope;
  events: ReturnType<typeof useEvents>;
  kept: ReactNode;
}

function Days({ items, state: { filter, setFilter, zone }, scope, events, kept }: DaysProps) {
  const wanted = useFragment();
  const now = useNow(60_000);
  const { eventRetentionDays } = useDeployment();
  const days = byDay(items, zone, now);
  const resume = useResume(items);
  const onAccount = (account: { id: string; name: string }) => setFilter({ ...filter, account });
  return (
    <div className="m-card m-events">
      {days.map(({ heading, events: ofDay }) => (
        <section key={heading} aria-label={heading}>
          <h2 className="m-audit-day">{heading}</h2>
          {ofDay.map((row) => (
            <EventRow
              // A link to it opens it, whatever it was before.
              key={`${row.lead.id}${isOf(row, wanted) ? "-wanted" : ""}`}
              event={row.lead}
              rest={row.rest}
              zone={zone}
              wanted={isOf(row, wanted)}
              {...(scope !== "account" && { onAccount })}
            />
          ))}
        </section>
      ))}
      <div className="m-table-foot">
        <span>{kept ?? plural(eventRetentionDays, activityText.kept)}</span>
        {events.hasNextPage && <Older events={events} onLoad={resume} />}
      </div>
    </div>
  );
}

function isOf({ lead, rest }: ActivityRow, eventId: string): boolean {
  return lead.id === eventId || rest.some(({ id }) => id === eventId);
}

function byDay(items: ActivityRow[], zone: Zone, now: number): { heading: string; events: ActivityRow[] }[] {
  const days = new Map<string, ActivityRow[]>();
  for (const row of items) {
    const heading = dayHeading(row.lead.at, zone, now);
    days.set(heading, [...(days.get(heading) ?? []), row]);
  }
  return [...days].map(([heading, events]) => ({ heading, events }));
}

/** A search looks through so many events at a time. */
function NotYet({ events }: { events: ReturnType<typeof useEvents> }) {
  return (
    <Card>
      <Empty
        icon="search"
        heading="h2"
        title={auditText.notYetFound}
        actions={<Older events={events} onLoad={() => undefined} />}
      >
        {auditText.notYetFoundText}
      </Empty>
    </Card>
  );
}

/** After older events came, reading goes on at the first of them: the button may be gone with the last. */
function useResume(items: ActivityRow[]): () => void {
  const shown = useRef<number | null>(null);
  useEffect(() => {
    const first = shown.current === null ? undefined : items[shown.current];
    if (first === undefined) return;
    shown.current = null;
    document.getElementById(rowIdOf(first.lead.id))?.focus();
  }, [items]);
  return () => {
    shown.current = items.length;
  };
}

function Older({ events, onLoad }: { events: ReturnType<typeof useEvents>; onLoad: () => void }) {
  const toast = useToast();
  const load = async () => {
    onLoad();
    const { error } = await events.fetchNextPage();
    if (error !== null) toast({ tone: "failed", title: activityText.olderFailed, text: explain(error) });
  };
  return (
    <Button size="sm" busy={events.isFetchingNextPage && activityText.loadingOlder} onClick={() => void load()}>
      {activityText.older}
    </Button>
  );
}
