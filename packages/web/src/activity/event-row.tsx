import { useEffect, useRef, useState } from "react";
import { Badge } from "../parts/badge.tsx";
import { clockWithSeconds, full } from "../parts/format.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import type { Zone } from "../parts/zone-select.tsx";
import { EventDetails } from "./event-details.tsx";
import { badgeText, kindText, logText } from "./strings.ts";
import type { ShownEvent } from "./use-events.ts";

interface EventRowProps {
  event: ShownEvent;
  /** What the same act recorded besides. */
  rest: ShownEvent[];
  zone: Zone;
  /** The link that was followed is about it. */
  wanted: boolean;
  onAccount?: ((account: { id: string; name: string }) => void) | undefined;
}

export function EventRow({ event, rest, zone, wanted, onAccount }: EventRowProps) {
  const { id, at, actor, text, type, kind, ip, device, account } = event;
  const [open, setOpen] = useState(wanted);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!wanted) return;
    row.current?.scrollIntoView({ block: "center" });
    row.current?.focus();
  }, [wanted]);
  const name = account?.name ?? logText.deletedAccount;
  return (
    <div className="m-event">
      <h3>
        <button
          ref={row}
          type="button"
          id={rowIdOf(id)}
          className={account === undefined ? "m-event-row" : "m-event-row m-event-row-account"}
          aria-expanded={open}
          aria-controls={open ? detailsIdOf(id) : undefined}
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron-right" flip />
          <time dateTime={at} title={full(at)}>
            {clockWithSeconds(at, zone)}
          </time>
          <span className="m-event-what">
            <b dir="auto">{actor.text}</b> <bdi>{text}</bdi> <EventBadge type={type} />
          </span>
          {account === undefined && (
            <span className="m-event-device">
              <Icon name={kindIcons[kind]} />
              <bdi>{device}</bdi>
            </span>
          )}
          {account === null && <span className="m-event-account">{kindText[kind]}</span>}
          {account && (
            <span className="m-event-account">
              <bdi>{name}</bdi>
              {account.email && <span className="m-ltr">{account.email}</span>}
            </span>
          )}
          <span className="m-event-ip m-ltr">{ip}</span>
        </button>
      </h3>
      {open && (
        <EventDetails
          id={detailsIdOf(id)}
          event={event}
          rest={rest}
          onAccount={account && onAccount ? () => onAccount({ id: account.id, name }) : undefined}
        />
      )}
    </div>
  );
}

const kindIcons: Record<ShownEvent["kind"], IconName> = {
  "sign-in": "person",
  session: "monitor",
  authenticator: "key",
  password: "lock",
  account: "person",
  alert: "bell",
  log: "list",
  organization: "building",
  policy: "sliders",
  request: "shield-alert",
};

export const rowIdOf = (eventId: string): string => `row-${eventId}`;
const detailsIdOf = (eventId: string): string => `details-${eventId}`;

function EventBadge({ type }: { type: string }) {
  if (type === "session.flagged") return <Badge tone="warning">{badgeText.flagged}</Badge>;
  if (type === "sign-in.rejected") return <Badge tone="danger">{badgeText.failed}</Badge>;
  if (/[.-](?:rejected|refused)$/.test(type)) return <Badge tone="danger">{badgeText.refused}</Badge>;
  if (/^log\.|\.cloned$/.test(type)) return <Badge tone="danger">{badgeText.problem}</Badge>;
  return null;
}
