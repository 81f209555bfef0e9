import { Fragment, type ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { Link } from "./link.tsx";
import "./card.css";
import { Icon, type IconName } from "./icon.tsx";

export function Card({ children }: { children: ReactNode }) {
  return <div className="m-card">{children}</div>;
}

interface RowProps {
  icon: IconName;
  iconTone?: "warning";
  title: ReactNode;
  /** A row under a section's heading is a heading too; one under a label is not. */
  heading?: boolean;
  meta?: ReactNode;
  actions?: ReactNode;
  /** Actions go under the text on a phone. */
  wrap?: boolean;
}

export function Row({ icon, iconTone, title, heading = true, meta, actions, wrap = false }: RowProps) {
  return (
    <div className={wrap ? "m-row m-row-wrap" : "m-row"}>
      <Icon name={icon} size={20} {...(iconTone && { tone: iconTone })} />
      <div className="m-row-body">
        {heading ? <h3 className="m-row-title">{title}</h3> : <p className="m-row-title">{title}</p>}
        {meta !== undefined && <p className="m-row-meta">{meta}</p>}
      </div>
      {actions !== undefined && actions !== false && <div className="m-row-actions">{actions}</div>}
    </div>
  );
}

export function RowLink({
  icon,
  href,
  title,
  meta,
}: {
  icon: IconName;
  href: PageLink;
  title: string;
  meta: ReactNode;
}) {
  return (
    <Link className="m-row m-row-link" href={href}>
      <Icon name={icon} size={20} />
      <span className="m-row-body">
        <span className="m-row-title">{title}</span>
        <span className="m-row-meta">{meta}</span>
      </span>
      <Icon name="chevron-right" flip />
    </Link>
  );
}

export function Bits({ items }: { items: ReactNode[] }) {
  return items.map((item, place) => (
    <Fragment key={place}>
      {place > 0 && " "}
      <span className="m-bit">{item}</span>
    </Fragment>
  ));
}
