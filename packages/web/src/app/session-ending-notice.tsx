import { useCallback, useEffect } from "react";
import { Button } from "../parts/button.tsx";
import { Countdown, useNow } from "../parts/clock.tsx";
import { Dialog } from "../parts/dialog.tsx";
import type { CurrentSession } from "./api-types.ts";
import { noteActivity } from "./activity-watch.ts";
import { useIsFirst } from "./first-of-many.ts";
import { useSession } from "./queries.ts";
import { type Ending, endingOf, keepLimits } from "./session-ending.ts";
import { appText } from "./strings.ts";
import { useDismissed } from "./use-dismissed.ts";

const againSeconds = 10;

/** Warns before the session ends by itself, and looks when its time is up. Another tab may have been used meanwhile. */
export function SessionEndingNotice({ session }: { session: CurrentSession }) {
  const { refetch, dataUpdatedAt } = useSession();
  const now = useNow(1000);
  const ending = endingOf(session, now);
  const [dismissed, dismiss] = useDismissed(session.expiresAt);
  useEffect(() => keepLimits(session), [session]);
  const ask = useCallback(() => void refetch(), [refetch]);
  const turn = ending === null ? null : Math.ceil(ending.secondsLeft / againSeconds);
  useEffect(() => {
    if (turn !== null) ask();
  }, [turn, ask]);
  // Shown once it is known that it is still so.
  const isSure = ending !== null && now - dataUpdatedAt < (againSeconds + 5) * 1000;
  const isDismissed = ending?.by === "absolute" && dismissed;
  const shows = useIsFirst(isSure && ending.secondsLeft > 0 && !isDismissed);
  if (!shows || ending === null) return null;
  const stay = () => {
    noteActivity();
    ask();
  };
  return <EndingDialog ending={ending} onClose={ending.by === "idle" ? stay : dismiss} />;
}

function EndingDialog({ ending: { by, secondsLeft }, onClose }: { ending: Ending; onClose: () => void }) {
  const words = appText.ending[by];
  return (
    <Dialog
      alert
      size="sm"
      icon={{ name: "alert", tone: "warning" }}
      title={words.title}
      onClose={onClose}
      foot={
        <Button tone="primary" data-autofocus onClick={onClose}>
          {words.button}
        </Button>
      }
    >
      <p>
        {words.text} <Countdown seconds={secondsLeft} announce={appText.endingIn} />
      </p>
    </Dialog>
  );
}
