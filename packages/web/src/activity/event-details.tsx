import { Fragment, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import "../parts/facts.css";
import { count, full } from "../parts/format.ts";
import { partsText } from "../parts/strings.ts";
import { Tip } from "../parts/tip.tsx";
import { factsOf } from "./event-data.ts";
import { diffOf, type DiffLine } from "./policy-diff.ts";
import "./policy-diff.css";
import { detailText, logText } from "./strings.ts";
import type { ShownEvent } from "./use-events.ts";

interface EventDetailsProps {
  id: string;
  event: ShownEvent;
  /** What the same act recorded besides. */
  rest?: ShownEvent[];
  /** Narrows the list to the account of this event. */
  onAccount?: (() => void) | undefined;
}

export function EventDetails({ id, event, rest = [], onAccount }: EventDetailsProps) {
  const link = `${location.href.split("#")[0] ?? ""}#${event.id}`;
  return (
    <div className="m-event-detail" id={id}>
      <Diff lines={diffOf(event.data)} />
      <div className="m-event-detail-grid">
        <Facts facts={aboutWhat(event)} />
        <Facts facts={aboutRecord(event)} />
      </div>
      <Besides events={rest} />
      <div className="m-cluster">
        <CopyButton
          text={JSON.stringify(event, null, 2)}
          thing={detailText.event}
          label={detailText.copyJson}
          fallbackId={`${id}-id`}
          small
        />
        <CopyButton
          text={link}
          thing={detailText.link}
          label={detailText.copyLink}
          fallbackId={`${id}-id`}
          icon="link"
          small
        />
        {onAccount !== undefined && (
          <Button size="sm" tone="ghost" onClick={onAccount}>
            {logText.onlyAccount}
          </Button>
        )}
      </div>
    </div>
  );

  function aboutRecord({ type, requestId, sessionId, leafIndex }: ShownEvent): [string, ReactNode][] {
    return [
      [detailText.event, <Mono key="event" id={`${id}-id`} text={event.id} />],
      [detailText.type, <Mono key="type" text={type} />],
      [detailText.position, leafIndex === null ? detailText.notSealed : detailText.entry(count(leafIndex))],
      ...(sessionId === null ? [] : [pair(detailText.session, <Mono text={sessionId} />)]),
      ...(requestId === null ? [] : [pair(detailText.request, <Mono text={requestId} />)]),
    ];
  }
}

function Besides({ events }: { events: ShownEvent[] }) {
  if (events.length === 0) return null;
  return (
    <div className="m-stack-2">
      <p className="m-small m-muted">{detailText.besides}</p>
      <ul className="m-stack-2 m-small">
        {events.map(({ id, actor, text, type }) => (
          <li key={id}>
            <bdi>{actor.text}</bdi> <bdi>{text}</bdi> <Mono text={type} /> <Mono text={id} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function aboutWhat(event: ShownEvent): [string, ReactNode][] {
  const { actor, account, at, ip, device, location: place } = event;
  return [
    [detailText.actor, <bdi key="actor">{actor.text}</bdi>],
    ...(account ? [pair(detailText.account, <AccountName account={account} />)] : []),
    [detailText.time, <Times key="time" at={at} />],
    ...(ip === null && device === null ? [] : [pair(detailText.from, <From ip={ip} device={device} place={place} />)]),
    ...factsOf(event).map(({ label, words, mono }) => pair(label, mono ? <Mono text={words} /> : <bdi>{words}</bdi>)),
  ];
}

const pair = (label: string, words: ReactNode): [string, ReactNode] => [label, words];

/** In UTC, and in the reader's zone where that is another. */
function Times({ at }: { at: string }) {
  const zones = new Set([full(at, "utc"), full(at)]);
  return [...zones].map((words) => (
    <time key={words} dateTime={at} className="m-event-time">
      {words}
    </time>
  ));
}

function AccountName({ account }: { account: NonNullable<ShownEvent["account"]> }) {
  if (account.name === null) {
    return (
      <>
        {logText.deletedAccount}, <Mono text={account.id} />
      </>
    );
  }
  return (
    <>
      <bdi>{account.name}</bdi>, <span className="m-ltr">{account.email}</span>
    </>
  );
}

function From({ ip, device, place }: { ip: string | null; device: string | null; place: ShownEvent["location"] }) {
  return (
    <>
      {device !== null && <bdi>{device}</bdi>}
      {place !== null && (
        <>
          {device !== null && ", "}
          <Tip words={partsText.approximate}>{place.text}</Tip>
        </>
      )}
      {ip !== null && (
        <>
          {(device !== null || place !== null) && ", "}
          <Mono text={ip} />
        </>
      )}
    </>
  );
}

function Mono({ id, text }: { id?: string; text: string }) {
  return (
    <span className="m-mono m-ltr" id={id}>
      {text}
    </span>
  );
}

/** What was changed, as it was and as it is. */
function Diff({ lines }: { lines: DiffLine[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="m-diff">
      {lines.map(({ sign, text }) => (
        <li key={sign + text} className={sign === "-" ? "m-diff-gone" : "m-diff-come"}>
          <span className="m-sr">{sign === "-" ? detailText.before : detailText.after}</span>
          <span aria-hidden="true">{sign} </span>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="m-facts">
      {facts.map(([label, words], place) => (
        <Fragment key={place}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
