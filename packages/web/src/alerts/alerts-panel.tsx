import { Link } from "../parts/link.tsx";
import type { AlertItem } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Button } from "../parts/button.tsx";
import { Bits } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Empty } from "../parts/empty.tsx";
import { bellText } from "./strings.ts";
import { useMarkRead, type useAlerts } from "./use-alerts.ts";

interface AlertsPanelProps {
  alerts: ReturnType<typeof useAlerts>;
  titleId: string;
  onLeave: () => void;
}

export function AlertsPanel({ alerts: { data, error, refetch }, titleId, onLeave }: AlertsPanelProps) {
  return (
    <>
      <div className="m-bell-head">
        <h2 id={titleId}>{bellText.title}</h2>
        {data !== undefined && data.unread > 0 && <MarkAll newest={data.items[0]} titleId={titleId} />}
      </div>
      <QueryView query={{ data, error, refetch }} loading={bellText.loading} failed={bellText.loadFailed}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="bell" title={bellText.none}>
              {bellText.noneText}
            </Empty>
          ) : (
            <ul className="m-bell-list">
              {items.map((alert) => (
                <AlertRow key={alert.id} alert={alert} onLeave={onLeave} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <div className="m-bell-foot">
        <Link href="/activity" onClick={onLeave}>
          {bellText.toActivity}
        </Link>
        <Link href="/sessions#alerts" onClick={onLeave}>
          {bellText.preferences}
        </Link>
      </div>
    </>
  );
}

function MarkAll({ newest, titleId }: { newest: AlertItem | undefined; titleId: string }) {
  const mark = useMarkRead();
  if (newest === undefined) return null;
  const markAll = () =>
    mark.mutate(newest.id, {
      // The button goes away with what it was for.
      onSuccess: () => document.getElementById(titleId)?.closest<HTMLElement>("[popover]")?.focus(),
    });
  return (
    <Button size="sm" busy={mark.isPending && bellText.marking} onClick={markAll}>
      {bellText.markAll}
    </Button>
  );
}

function AlertRow({ alert, onLeave }: { alert: AlertItem; onLeave: () => void }) {
  const { actor, text, at, device, location, ip, eventId, readAt } = alert;
  const place = location?.text ?? ip;
  return (
    <li>
      <Link className="m-bell-item" href={`/activity#${eventId}`} onClick={onLeave}>
        <span className={readAt === null ? "m-bell-dot is-unread" : "m-bell-dot"} aria-hidden="true" />
        <span>
          <span className="m-bell-what">
            {readAt === null && <span className="m-sr">{`${bellText.unread}. `}</span>}
            <b dir="auto">{actor}</b> <span dir="auto">{text}</span>
          </span>
          <span className="m-bell-meta">
            <Bits
              items={[
                <Ago key="at" at={at} />,
                ...(device === null ? [] : [device]),
                ...(place === null ? [] : [<bdi key="place">{place}</bdi>]),
              ]}
            />
          </span>
        </span>
      </Link>
    </li>
  );
}
