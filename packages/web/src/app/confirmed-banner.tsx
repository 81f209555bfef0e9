import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../parts/announcer.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { useSecondsUntil } from "../parts/clock.tsx";
import { clock } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { useCurrentSession } from "./signed-in.tsx";
import { appText } from "./strings.ts";
import { explain } from "./trouble.ts";
import { useAsking } from "./use-change.ts";

/** While a confirmation holds: until when, and a way to end it. */
export function ConfirmedBanner() {
  const { confirmedUntil } = useCurrentSession();
  const seconds = useSecondsUntil(confirmedUntil);
  const end = useEndConfirmation();
  if (confirmedUntil === null || seconds === 0) return null;
  return (
    <div className="m-page-banner">
      <Banner
        tone="info"
        title={appText.confirmedTitle}
        actions={
          <Button size="sm" busy={end.isPending && appText.endingNow} onClick={() => end.mutate()}>
            {appText.endNow}
          </Button>
        }
      >
        {appText.confirmedText(clock(confirmedUntil))}
      </Banner>
    </div>
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
