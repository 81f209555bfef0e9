import type { ProblemMembers } from "@mortise/sdk";
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

type ToldEnding = NonNullable<ProblemMembers["not-signed-in"]["ended"]>;

let last: Limits | null = null;
let told: ToldEnding | undefined;
let isOwnEnd = false;

/** Keeps until when a session lives, for the page that is shown when it does no more; null when its owner ends it. */
export function keepLimits(session: Limits | null): void {
  last = session;
  told = undefined;
  isOwnEnd = session === null;
}

/** Keeps how the session ended that this browser had, as the server tells it. */
export function keepEnding(ended: ToldEnding | undefined): void {
  // What was still on its way when its owner ended it is no news to them.
  if (!isOwnEnd) told = ended;
}

/**
 * How the session ended that was here: as the server says, and of a limit, which; "unknown" where it says nothing; null when there
 * was none, or its owner ended it here. Clocks differ by a little.
 */
export function endedBy(now: number): Ending["by"] | Exclude<ToldEnding, "expired"> | "unknown" | null {
  if (told !== undefined && told !== "expired") return told;
  if (last !== null) return endingOf(last, now)?.by ?? (told === "expired" ? "absolute" : "unknown");
  return told === "expired" ? "idle" : null;
}
