import type { ReactNode } from "react";
import { useCurrentSession } from "../app/current-session.ts";

/** A doubted session reads its own account and nothing else, so nothing else is drawn. */
export function TrustGate({ flagged, children }: { flagged: ReactNode; children: ReactNode }) {
  return useCurrentSession().trust === "flagged" ? flagged : children;
}
