import type { ReactNode } from "react";
import "./changes.css";
import { Icon } from "./icon.tsx";
import { partsText } from "./strings.ts";

interface ChangeProps {
  title: string;
  from: ReactNode;
  to: ReactNode;
  /** What follows from it. */
  note?: string;
}

/** One of the changes in `<ul className="m-changes">`: what was struck, what comes beside it. */
export function Change({ title, from, to, note }: ChangeProps) {
  return (
    <li>
      <p className="m-strong" dir="auto">
        {title}
      </p>
      <p className="m-small">
        <span className="m-sr">{partsText.from} </span>
        <s className="m-muted">{from}</s> <Icon name="arrow-right" flip />
        <span className="m-sr">{partsText.to} </span> {to}
      </p>
      {note !== undefined && <p className="m-small m-muted">{note}</p>}
    </li>
  );
}
