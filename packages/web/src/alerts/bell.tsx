import { useId, useState, type RefObject, useRef } from "react";
import { plural } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import "./bell.css";
import { AlertsPanel } from "./alerts-panel.tsx";
import { bellText } from "./strings.ts";
import { useAlerts } from "./use-alerts.ts";

const manyUnread = 99;

/** The bell: how many alerts are unread, and the newest of them in a panel. */
export function Bell() {
  const alerts = useAlerts();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const unread = alerts.data?.unread ?? 0;
  return (
    <div className="m-bell-wrap">
      <button
        type="button"
        className="m-btn m-btn-ghost m-btn-icon m-bell"
        popoverTarget={id}
        aria-expanded={open}
        aria-controls={id}
        aria-label={unread > 0 ? plural(unread, bellText.openUnread) : bellText.open}
      >
        <Icon name="bell" size={20} />
        {unread > 0 && (
          <span className="m-bell-count" aria-hidden="true">
            {unread > manyUnread ? bellText.manyUnread : unread}
          </span>
        )}
      </button>
      <div
        ref={panel}
        id={id}
        // The browser closes it at Escape and at a press outside, and gives the focus back.
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
        className="m-bell-panel"
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {open && <AlertsPanel alerts={alerts} titleId={`${id}-title`} onLeave={() => hide(panel)} />}
      </div>
    </div>
  );
}

function hide(panel: RefObject<HTMLDivElement | null>): void {
  panel.current?.hidePopover();
}
