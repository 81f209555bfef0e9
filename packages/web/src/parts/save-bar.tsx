import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import "./save-bar.css";

interface SaveBarProps {
  label: string;
  title: string;
  /** What changed, by name. */
  about: string;
  /** What has to be put right first. */
  blocked: string | undefined;
  children: ReactNode;
}

/** Stays in sight while something is unsaved. */
export function SaveBar({ label, title, about, blocked, children }: SaveBarProps) {
  return (
    <div className="m-savebar" role="region" aria-label={label}>
      {blocked === undefined ? (
        <p>
          <strong className="m-strong">{title}</strong> <span className="m-muted">{about}</span>
        </p>
      ) : (
        <p className="m-text-danger">
          <Icon name="error" /> {blocked}
        </p>
      )}
      <div className="m-cluster">{children}</div>
    </div>
  );
}
