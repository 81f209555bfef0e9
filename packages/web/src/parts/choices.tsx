import type { ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { Link } from "./link.tsx";
import "./choices.css";
import { Icon, type IconName } from "./icon.tsx";

interface ChoiceProps {
  icon: IconName;
  title: ReactNode;
  meta?: ReactNode;
  /** Elsewhere, or something to do here. */
  href?: PageLink;
  onPick?: () => void;
  paused?: boolean;
}

export function Choices({ children }: { children: ReactNode }) {
  return <ul className="m-choices">{children}</ul>;
}

export function Choice({ icon, title, meta, href, onPick, paused = false }: ChoiceProps) {
  const inside = (
    <>
      <Icon name={icon} size={20} />
      <span>
        <span className="m-choice-title">{title}</span>
        {meta !== undefined && <span className="m-choice-meta">{meta}</span>}
      </span>
      <Icon name="chevron-right" flip />
    </>
  );
  return (
    <li>
      {href === undefined ? (
        <button
          type="button"
          className="m-choice"
          aria-disabled={paused || undefined}
          onClick={paused ? undefined : onPick}
        >
          {inside}
        </button>
      ) : (
        <Link className="m-choice" href={href} replace>
          {inside}
        </Link>
      )}
    </li>
  );
}
