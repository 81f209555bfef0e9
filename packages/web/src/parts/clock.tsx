import { useEffect, useState } from "react";
import { useAnnounce } from "./announcer.tsx";
import { exact, full, minutesAndSeconds, relative } from "./format.ts";
import { partsText } from "./strings.ts";

/** The time, again every so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function Ago({ at }: { at: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={full(at)}>
      {relative(at, now)}
    </time>
  );
}

export function ExactTime({ at, zone }: { at: string; zone: "utc" | "local" }) {
  return (
    <time dateTime={at} title={full(at)}>
      {exact(at, zone)}
    </time>
  );
}

/** Whole seconds until then, counting down to 0. */
export function useSecondsUntil(at: string | null): number {
  const now = useNow(1000);
  if (at === null) return 0;
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
}

/** Drawn every second, read out only near the end. */
export function Countdown({ seconds, announce }: { seconds: number; announce?: (seconds: number) => string }) {
  const say = useAnnounce();
  const words = announce !== undefined && [300, 60].includes(seconds) ? announce(seconds) : undefined;
  useEffect(() => {
    if (words !== undefined) say(words);
  }, [words, say]);
  return (
    <span className="m-num" role="timer" aria-live="off">
      {seconds > 90 ? minutesAndSeconds(seconds) : partsText.secondsLeft(seconds)}
    </span>
  );
}
