import { useId, useRef, type ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { useNavigate } from "./navigation.ts";
import { Icon, type IconName } from "./icon.tsx";
import "./menu.css";
import { useMenu } from "./use-menu.ts";

export interface MenuEntry {
  icon: IconName;
  label: string;
  /** What it gives, in small under it. */
  note?: string;
  danger?: boolean;
  /** A dialog's own address, or something to do. */
  href?: PageLink;
  onPick?: () => void;
}

interface ActionMenuProps {
  /** The trigger's own classes, name and content. */
  className: string;
  id?: string;
  label?: string;
  children: ReactNode;
  entries: MenuEntry[];
  /** Opens above the trigger, from its start. */
  upwards?: boolean;
  wide?: boolean;
}

export function ActionMenu({
  className,
  id,
  label,
  children,
  entries,
  upwards = false,
  wide = false,
}: ActionMenuProps) {
  const generated = useId();
  const triggerId = id ?? `${generated}-trigger`;
  const menuId = `${generated}-menu`;
  const navigate = useNavigate();
  const wrap = useRef<HTMLDivElement>(null);
  const menu = useMenu(wrap);
  const pick = (entry: MenuEntry) => {
    menu.close();
    if (entry.href !== undefined) navigate(entry.href, { state: { dialog: true } });
    entry.onPick?.();
  };
  return (
    <div ref={wrap} className={upwards ? "m-menu-wrap m-menu-up" : "m-menu-wrap"}>
      <button
        type="button"
        id={triggerId}
        className={className}
        aria-haspopup="menu"
        aria-expanded={menu.open}
        aria-controls={menu.open ? menuId : undefined}
        aria-label={label}
        onClick={menu.toggle}
        onKeyDown={menu.onTriggerKey}
      >
        {children}
      </button>
      {menu.open && (
        <div
          className={wide ? "m-menu m-menu-wide" : "m-menu"}
          role="menu"
          id={menuId}
          aria-labelledby={triggerId}
          onKeyDown={menu.onMenuKey}
        >
          {entries.map((entry, place) => (
            <Entry key={entry.label} entry={entry} ruled={entry.danger === true && place > 0} onPick={pick} />
          ))}
        </div>
      )}
    </div>
  );
}

function Entry({ entry, ruled, onPick }: { entry: MenuEntry; ruled: boolean; onPick: (entry: MenuEntry) => void }) {
  return (
    <>
      {ruled && <div className="m-menu-sep" role="separator" />}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        className={entry.danger === true ? "m-menu-item m-menu-item-danger" : "m-menu-item"}
        onClick={() => onPick(entry)}
      >
        <Icon name={entry.icon} />
        <span>{entry.label}</span>
        {entry.note !== undefined && <small>{entry.note}</small>}
      </button>
    </>
  );
}
