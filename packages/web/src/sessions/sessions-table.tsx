import { Fragment } from "react";
import type { SessionItem } from "../app/api-types.ts";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { partsText } from "../parts/strings.ts";
import { Cell, Table } from "../parts/table.tsx";
import { Tip } from "../parts/tip.tsx";
import { flaggedThere, trustText } from "../trust/strings.ts";
import "./sessions.css";
import { sessionsText } from "./strings.ts";
import { useEndSession } from "./use-end-session.ts";

/** Where a session's row is found. */
export const rowIdOf = (sessionId: string): string => `row-${sessionId}`;

interface SessionsTableProps {
  sessions: SessionItem[];
  /** The one somebody asked to see. */
  shownId: string | null;
}

export function SessionsTable({ sessions, shownId }: SessionsTableProps) {
  const end = useEndSession(sessions);
  const thisFirst = sessions.toSorted((left, right) => Number(right.current) - Number(left.current));
  const columns = [
    sessionsText.device,
    sessionsText.location,
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
          <Fragment key={session.id}>
            <SessionRow
              session={session}
              shown={session.id === shownId}
              ending={end.endingId === session.id}
              onEnd={end.end}
            />
            {session.trust === "flagged" && <FlagNote session={session} />}
          </Fragment>
        ))}
      </Table>
      {sessions.length === 1 && <p className="m-card-foot">{sessionsText.onlyThisText}</p>}
    </Card>
  );
}

interface SessionRowProps {
  session: SessionItem;
  shown: boolean;
  ending: boolean;
  onEnd: (session: SessionItem) => void;
}

function SessionRow({ session, shown, ending, onEnd }: SessionRowProps) {
  const { id, device, current, lastSeenAt, createdAt } = session;
  const flagged = session.trust === "flagged";
  return (
    <tr role="row" id={rowIdOf(id)} tabIndex={-1} className={flagged ? "is-flagged" : shown ? "is-shown" : undefined}>
      <th role="rowheader" scope="row">
        <div className="m-cell-icon">
          <Icon name={deviceIcon(session)} size={20} />
          <div>
            {device} {current && <Badge tone="accent">{sessionsText.thisDevice}</Badge>}
            {flagged && (
              <Badge tone="warning">
                <Icon name="alert" />
                {trustText.flagged}
              </Badge>
            )}
          </div>
        </div>
      </th>
      <Cell label={sessionsText.location}>
        <Place session={session} />
      </Cell>
      <Cell label={sessionsText.lastActivity}>{current ? sessionsText.activeNow : <Ago at={lastSeenAt} />}</Cell>
      <Cell label={sessionsText.created}>
        <Ago at={createdAt} />
      </Cell>
      <td role="cell" className={current ? "m-cell-actions is-blank" : "m-cell-actions"}>
        {!current && (
          <Button
            size="sm"
            tone={flagged ? "danger-quiet" : "default"}
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

/** Only the flagged session itself can be vouched for, so here there is only its reason. */
function FlagNote({ session: { flaggedReason } }: { session: SessionItem }) {
  return (
    <tr role="row" className="is-note">
      <td role="cell" colSpan={5}>
        <div className="m-flag-note">
          <p>
            {flaggedReason !== undefined && `${flaggedThere[flaggedReason]} `}
            {trustText.elsewhere} <strong className="m-strong">{trustText.elsewhereNotYou}</strong>
          </p>
        </div>
      </td>
    </tr>
  );
}

/** Where it was last seen, approximately; the address itself when no place is known. */
export function Place({ session: { location, ip } }: { session: Pick<SessionItem, "location" | "ip"> }) {
  const address = <span className="m-mono m-ltr">{ip}</span>;
  if (location === null) return address;
  return (
    <Tip
      words={
        <>
          {address}
          <br />
          {partsText.approximate}
        </>
      }
    >
      {location.text}
    </Tip>
  );
}

export function deviceIcon({ device, os }: Pick<SessionItem, "device" | "os">): IconName {
  return /android|ios|iphone|ipad/i.test(`${device} ${os}`) ? "phone" : "monitor";
}
