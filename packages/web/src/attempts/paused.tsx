import { useEffect } from "react";
import { Countdown, useSecondsUntil } from "../parts/clock.tsx";
import { clock } from "../parts/format.ts";
import { Sentence, Strong } from "../parts/sentence.tsx";
import { attemptText, kindText } from "./strings.ts";
import type { Kind } from "../app/api-types.ts";

interface PausedProps {
  kind: Kind;
  until: string;
  /** The pause has ended. */
  onOver: () => void;
}

/** Says until when, counts down, and ends by itself. */
export function Paused({ kind, until, onOver }: PausedProps) {
  const seconds = useSecondsUntil(until);
  const over = seconds === 0;
  useEffect(() => {
    if (over) onOver();
    // Only the end of the pause is of interest, not who listens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [over]);
  return (
    <div className="m-stack-2" role="alert">
      <p>
        <Sentence text={kindText[kind].pausedLead} slots={{ time: <Strong>{clock(until)}</Strong> }} />
      </p>
      <p className="m-field-hint">
        <Sentence
          text={attemptText.pausedFor}
          slots={{ time: <Countdown seconds={seconds} announce={attemptText.pausedStill} /> }}
        />
      </p>
    </div>
  );
}
