import type { SignInItem } from "../app/api-types.ts";
import { Status } from "../parts/badge.tsx";
import { ExactTime } from "../parts/clock.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { Tip } from "../parts/tip.tsx";
import { partsText } from "../parts/strings.ts";
import type { Zone } from "../parts/zone-select.tsx";
import "./sessions.css";
import { factorText, historyText, methodText, reasonText } from "./strings.ts";

/** Which sessions are open still, and the way to their row. */
export interface LiveSessions {
  has: (sessionId: string) => boolean;
  show: (sessionId: string) => void;
}

interface HistoryTableProps {
  items: SignInItem[];
  zone: Zone;
  live: LiveSessions;
}

export function HistoryTable({ items, zone, live }: HistoryTableProps) {
  const columns = [
    zone === "utc" ? historyText.timeUtc : historyText.timeLocal,
    historyText.method,
    historyText.factor,
    historyText.from,
    historyText.outcome,
  ];
  return (
    <Table caption={historyText.caption} columns={columns} className="m-history">
      {items.map((item) => (
        <HistoryRow key={item.id} item={item} zone={zone} live={live} />
      ))}
    </Table>
  );
}

function HistoryRow({ item, zone, live }: { item: SignInItem; zone: Zone; live: LiveSessions }) {
  const { method, ip, device, location } = item;
  return (
    <tr role="row">
      <Cell label={historyText.time}>
        <ExactTime at={item.at} zone={zone} />
      </Cell>
      <Cell label={historyText.method}>{methodText[method]}</Cell>
      <Cell label={historyText.factorShort}>{factorOf(item)}</Cell>
      <Cell label={historyText.fromShort}>
        <span className="m-mono m-ltr">{ip}</span>
        {location !== null && (
          <CellSub>
            <Tip words={partsText.approximate}>{location.text}</Tip>
          </CellSub>
        )}
        <CellSub>{device}</CellSub>
      </Cell>
      <Cell label={historyText.outcome}>
        <Outcome item={item} />
        <LiveSession item={item} live={live} />
      </Cell>
    </tr>
  );
}

function Outcome({ item: { outcome, reason } }: { item: SignInItem }) {
  if (outcome === "success") return <Status tone="success">{historyText.successful}</Status>;
  return (
    <span>
      <Status tone="danger">{historyText.failed}</Status>
      {reason !== undefined && <CellSub>{reasonText[reason]}</CellSub>}
    </span>
  );
}

/** What this sign-in opened is open still: the way to ending it. */
function LiveSession({ item: { sessionId }, live }: { item: SignInItem; live: LiveSessions }) {
  if (sessionId === undefined || !live.has(sessionId)) return null;
  return (
    <CellSub>
      <button type="button" className="m-link-btn" onClick={() => live.show(sessionId)}>
        {historyText.showSession}
      </button>
    </CellSub>
  );
}

function factorOf({ factor, outcome, method }: SignInItem): string {
  if (method === "passkey" && factor === null && outcome === "success") return historyText.included;
  if (factor !== null) return factorText[factor];
  return outcome === "success" ? historyText.notAsked : historyText.notReached;
}
