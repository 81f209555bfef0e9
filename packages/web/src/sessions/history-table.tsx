import type { SignInItem } from "../app/api-types.ts";
import { Status } from "../parts/badge.tsx";
import { ExactTime } from "../parts/clock.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import type { Zone } from "./history-filters.tsx";
import "./sessions.css";
import { factorText, historyText, methodText, reasonText } from "./strings.ts";

export function HistoryTable({ items, zone }: { items: SignInItem[]; zone: Zone }) {
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
        <HistoryRow key={item.id} item={item} zone={zone} />
      ))}
    </Table>
  );
}

function HistoryRow({ item, zone }: { item: SignInItem; zone: Zone }) {
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
        {location !== null && <CellSub>{location.text}</CellSub>}
        <CellSub>{device}</CellSub>
      </Cell>
      <Cell label={historyText.outcome}>
        <Outcome item={item} />
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

function factorOf({ factor, outcome, method }: SignInItem): string {
  if (method === "passkey" && factor === null && outcome === "success") return historyText.included;
  if (factor !== null) return factorText[factor];
  return outcome === "success" ? historyText.notAsked : historyText.notReached;
}
