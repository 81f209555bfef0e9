import type { SessionItem } from "../app/api-types.ts";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { Cell, Table } from "../parts/table.tsx";
import { sessionsText } from "./strings.ts";
import { useEndSession } from "./use-end-session.ts";

export function SessionsTable({ sessions }: { sessions: SessionItem[] }) {
  const end = useEndSession(sessions);
  const thisFirst = sessions.toSorted((left, right) => Number(right.current) - Number(left.current));
  const columns = [
    sessionsText.device,
    sessionsText.ip,
    sessionsText.lastActivity,
    sessionsText.created,
    <span key="actions" className="m-sr">
      {sessionsText.actions}
    </span>,
  ];
  return (
    <Card>
      <Table caption={sessionsText.caption} columns={columns}>
        {thisFirst.map((session) => (
          <SessionRow key={session.id} session={session} ending={end.endingId === session.id} onEnd={end.end} />
        ))}
      </Table>
      {sessions.length === 1 && <p className="m-card-foot">{sessionsText.onlyThisText}</p>}
    </Card>
  );
}

interface SessionRowProps {
  session: SessionItem;
  ending: boolean;
  onEnd: (session: SessionItem) => void;
}

function SessionRow({ session, ending, onEnd }: SessionRowProps) {
  const { id, device, current, ip, lastSeenAt, createdAt } = session;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <div className="m-cell-icon">
          <Icon name={deviceIcon(session)} size={20} />
          <div>
            {device} {current && <Badge tone="accent">{sessionsText.thisDevice}</Badge>}
          </div>
        </div>
      </th>
      <Cell label={sessionsText.ip}>
        <span className="m-mono m-ltr">{ip}</span>
      </Cell>
      <Cell label={sessionsText.lastActivity}>{current ? sessionsText.activeNow : <Ago at={lastSeenAt} />}</Cell>
      <Cell label={sessionsText.created}>
        <Ago at={createdAt} />
      </Cell>
      <td role="cell" className={current ? "m-cell-actions is-blank" : "m-cell-actions"}>
        {!current && (
          <Button
            size="sm"
            id={`end-${id}`}
            aria-label={ending ? undefined : sessionsText.signOutNamed(device)}
            busy={ending && sessionsText.signingOut}
            onClick={() => onEnd(session)}
          >
            {sessionsText.signOut}
          </Button>
        )}
      </td>
    </tr>
  );
}

export function deviceIcon({ device, os }: Pick<SessionItem, "device" | "os">): IconName {
  return /android|ios|iphone|ipad/i.test(`${device} ${os}`) ? "phone" : "monitor";
}
