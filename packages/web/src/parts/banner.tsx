import type { ReactNode } from "react";
import "./banner.css";
import { Icon, type IconName } from "./icon.tsx";

type Tone = "info" | "warning" | "danger" | "success";

const icons: Record<Tone, IconName> = {
  info: "check-circle",
  warning: "alert",
  danger: "error",
  success: "check-circle",
};

interface BannerProps {
  tone: Tone;
  icon?: IconName;
  title?: string;
  /** Appeared after an action, so it is read out at once. */
  alert?: boolean;
  compact?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
}

export function Banner({ tone, icon, title, alert = false, compact = false, actions, children }: BannerProps) {
  return (
    <div
      className={["m-banner", `m-banner-${tone}`, compact && "m-banner-compact"].filter(Boolean).join(" ")}
      role={alert ? "alert" : undefined}
    >
      <Icon name={icon ?? icons[tone]} size={20} />
      <div>
        {title !== undefined && <p className="m-banner-title">{title}</p>}
        {children !== undefined && <p>{children}</p>}
      </div>
      {actions !== undefined && actions !== false && <div className="m-banner-actions">{actions}</div>}
    </div>
  );
}
