import { Menu } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { useLocation } from "wouter";
import { Icon, type IconName } from "./icon.tsx";
import "./menu.css";

export interface MenuEntry {
  icon: IconName;
  label: string;
  danger?: boolean;
  /** A dialog's own address, or something to do. */
  href?: string;
  onPick?: () => void;
}

interface MenuPartProps {
  trigger: ReactElement<Record<string, unknown>>;
  entries: MenuEntry[];
  /** Above the trigger rather than below it. */
  side?: "top" | "bottom";
  children?: ReactNode;
}

export function ActionMenu({ trigger, entries, side = "bottom" }: MenuPartProps) {
  const [, navigate] = useLocation();
  const pick = (entry: MenuEntry) => {
    if (entry.href !== undefined) navigate(entry.href, { state: { dialog: true } });
    entry.onPick?.();
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal className="mortise">
        <Menu.Positioner className="m-menu-place" side={side} align={side === "top" ? "start" : "end"} sideOffset={4}>
          <Menu.Popup className="m-menu">
            {entries.map((entry, place) => (
              <Entry key={entry.label} entry={entry} ruled={entry.danger === true && place > 0} onPick={pick} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry, ruled, onPick }: { entry: MenuEntry; ruled: boolean; onPick: (entry: MenuEntry) => void }) {
  return (
    <>
      {ruled && <Menu.Separator className="m-menu-sep" />}
      <Menu.Item
        className={entry.danger === true ? "m-menu-item m-menu-item-danger" : "m-menu-item"}
        onClick={() => onPick(entry)}
      >
        <Icon name={entry.icon} />
        <span>{entry.label}</span>
      </Menu.Item>
    </>
  );
}
