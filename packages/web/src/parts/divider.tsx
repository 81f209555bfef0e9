import type { ReactNode } from "react";
import "./divider.css";
import { partsText } from "./strings.ts";

/** Between the way that is best and the others. */
export function OrDivider() {
  return <div className="m-divider">{partsText.or}</div>;
}

/** Equal choices side by side. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="m-pair">{children}</div>;
}
