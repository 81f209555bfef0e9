import type { ReactNode } from "react";
import "./empty.css";
import { Icon, type IconName } from "./icon.tsx";

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
  /** Its heading's level: h3 within a section, h2 in the place of all sections. */
  heading?: "h2" | "h3";
}

export function Empty({ icon, title, children, actions, alert = false, heading: Heading = "h3" }: EmptyProps) {
  return (
    <div className="m-empty" role={alert ? "alert" : undefined}>
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="m-cluster">{actions}</div>}
    </div>
  );
}
