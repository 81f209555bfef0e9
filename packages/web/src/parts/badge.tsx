import type { ReactNode } from "react";
import "./badge.css";

interface BadgeProps {
  tone?: "neutral" | "outline" | "accent" | "success" | "warning" | "danger";
  children: ReactNode;
}

export function Badge({ tone = "neutral", children }: BadgeProps) {
  return <span className={tone === "neutral" ? "m-badge" : `m-badge m-badge-${tone}`}>{children}</span>;
}

/** A mark whose shape differs with its meaning, beside the word. */
export function Status({ tone, children }: { tone: "success" | "warning" | "danger"; children: ReactNode }) {
  return <span className={`m-status m-status-${tone}`}>{children}</span>;
}
