import type { ReactNode } from "react";
import "./empty.css";
import { Icon, type IconName } from "./icon.tsx";

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
}

export function Empty({ icon, title, children, actions, alert = false }: EmptyProps) {
  return (
    <div className="m-empty" role={alert ? "alert" : undefined}>
      <Icon name={icon} />
      <h3>{title}</h3>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="m-cluster">{actions}</div>}
    </div>
  );
}
