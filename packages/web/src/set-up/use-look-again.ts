import { answerOf, isProblem } from "@mortise/sdk";
import { useEffect, useState } from "react";
import { useClient } from "../app/client.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { setUpText } from "./strings.ts";
import { useRefresh } from "./use-set-up.ts";

const everyMs = 60_000;
/** All domains together: what may be asked within an hour is bounded. */
const mostTimes = 30;

/** Looks for the records that are waited for, one a minute in turn, while the page can be seen. Answers whether it still does. */
export function useLookAgain(waiting: { id: string; name: string }[]): boolean {
  const client = useClient();
  const refresh = useRefresh();
  const announce = useAnnounce();
  const [times, setTimes] = useState(0);
  const isLooking = waiting.length > 0 && times < mostTimes;
  const { id, name } = waiting[times % Math.max(waiting.length, 1)] ?? {};
  useEffect(() => {
    if (!isLooking || id === undefined) return;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      setTimes((before) => before + 1);
      try {
        await answerOf(client.POST("/v1/set-up/domains/{id}/verify", { params: { path: { id } }, body: {} }));
        announce(setUpText.found(name ?? ""));
      } catch (error) {
        // What isn't there yet is waited for; what is asked too often is left to the person.
        if (isProblem(error, "rate-limited")) setTimes(mostTimes);
      }
      await refresh();
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [isLooking, id, name, client, refresh, announce]);
  return isLooking;
}
