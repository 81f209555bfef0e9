import type { CurrentSession } from "./api-types.ts";

type Limits = Pick<CurrentSession, "lastSeenAt" | "idleExpiresAt" | "expiresAt">;

/** How a session is about to end by itself. */
export interface Ending {
  by: "idle" | "absolute";
  secondsLeft: number;
}

const warnSeconds = 120;

/** In the last two minutes, or the last half of a shorter idle limit: how long is left, 0 when it is over. */
export function endingOf({ lastSeenAt, idleExpiresAt, expiresAt }: Limits, now: number): Ending | null {
  const [idleEnd, end] = [Date.parse(idleExpiresAt), Date.parse(expiresAt)];
  const by = idleEnd < end ? "idle" : "absolute";
  const secondsLeft = Math.max(0, Math.ceil((Math.min(idleEnd, end) - now) / 1000));
  const idleSeconds = (idleEnd - Date.parse(lastSeenAt)) / 1000;
  const warned = by === "idle" ? Math.min(warnSeconds, idleSeconds / 2) : warnSeconds;
  return secondsLeft <= warned ? { by, secondsLeft } : null;
}

let last: Limits | null = null;

/** Keeps until when a session lives, for the page that is shown when it does no more; null when its owner ends it. */
export function keepLimits(session: Limits | null): void {
  last = session;
}

/**
 * How the session ended that this page showed: by a limit, or by somebody elsewhere; null when there was none, or its owner ended it
 * here. Clocks differ by a little.
 */
export function endedBy(now: number): Ending["by"] | "elsewhere" | null {
  return last && (endingOf(last, now)?.by ?? "elsewhere");
}
