import { problemOf } from "@mortise/sdk";
import { useState } from "react";
import { explain } from "../app/trouble.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { Countdown, useSecondsUntil } from "../parts/clock.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { signUpText } from "./strings.ts";

const waitSeconds = 30;

/** A mail that can be sent again after a while; the server may ask for a longer one. */
export function useSendAgain(send: () => Promise<unknown>) {
  const announce = useAnnounce();
  const [readyAt, setReadyAt] = useState(() => inSeconds(waitSeconds));
  const [trouble, setTrouble] = useState<string>();
  const seconds = useSecondsUntil(readyAt);
  const again = async () => {
    setReadyAt(inSeconds(waitSeconds));
    setTrouble(undefined);
    try {
      await send();
      announce(signUpText.sentAgain);
    } catch (error) {
      setTrouble(explain(error));
      setReadyAt(inSeconds(problemOf(error)?.retryAfterSeconds ?? 0));
    }
  };
  return { seconds, trouble, again };
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

interface SendAgainProps {
  again: ReturnType<typeof useSendAgain>;
  now: string;
  /** With {time} counted down. */
  later: string;
}

export function SendAgain({ again, now, later }: SendAgainProps) {
  if (again.seconds > 0) return <Sentence text={later} slots={{ time: <Countdown seconds={again.seconds} /> }} />;
  return (
    <button type="button" className="m-link-btn" onClick={() => void again.again()}>
      {now}
    </button>
  );
}
