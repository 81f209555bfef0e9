import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../parts/announcer.tsx";
import { useSecondsUntil } from "../parts/clock.tsx";
import { clock } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { confirmedUntil } from "./confirmed-until.ts";
import { useCurrentSession } from "./current-session.ts";
import { appText } from "./strings.ts";
import { explain } from "./trouble.ts";
import { useAsking } from "./use-change.ts";

/** Beside a change that asks for a confirmation: the one just given holds, until when, and a way to end it. */
export function ConfirmedLine() {
  const until = confirmedUntil(useCurrentSession());
  const seconds = useSecondsUntil(until);
  const end = useEndConfirmation();
  if (until === null || seconds === 0) return null;
  return (
    <p className="m-small m-muted">
      {appText.confirmedText(clock(until))}{" "}
      <button type="button" className="m-link-btn" disabled={end.isPending} onClick={() => end.mutate()}>
        {end.isPending ? appText.endingNow : appText.endNow}
      </button>
    </p>
  );
}

function useEndConfirmation() {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const toast = useToast();
  return useAsking({
    outlives: true,
    change: (client) => answerOf(client.DELETE("/v1/session/confirmation")),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["session"] });
      announce(appText.confirmationEnded);
    },
    onError: (error) => toast({ tone: "failed", title: explain(error) }),
  });
}
