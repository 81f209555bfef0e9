import { answerOf } from "@mortise/sdk";
import type { SessionItem } from "../app/api-types.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { useToast } from "../parts/toast.tsx";
import { sessionsText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

/** Signing one session out; focus then goes to the next row's button, else to the heading. */
export function useEndSession(sessions: SessionItem[]) {
  const refresh = useRefreshAccount();
  const toast = useToast();
  const endSession = useChange({
    outlives: true,
    change: (client, { id }: SessionItem) =>
      answerOf(client.DELETE("/v1/account/sessions/{id}", { params: { path: { id } } })),
    happened: async (asked, { id }) =>
      (await answerOf(asked.GET("/v1/account/sessions", { params: { query: { limit: 100 } } }))).items.every(
        (each) => each.id !== id,
      ),
    onSuccess: async (_answer, ended) => {
      const next = nextOf(sessions, ended);
      await refresh();
      const target = document.getElementById(next === undefined ? "active-sessions" : `end-${next.id}`);
      target?.focus();
      toast({ title: sessionsText.signedOut(ended.device) });
    },
    onError: (error, { device }) => {
      if (wasCancelled(error)) return;
      toast({
        tone: "failed",
        title: sessionsText.signOutFailed(device),
        text: sessionsText.stillActive(explain(error)),
      });
    },
  });
  return {
    endingId: endSession.isPending ? endSession.variables.id : undefined,
    end: (session: SessionItem) => endSession.mutate(session),
  };
}

function nextOf(sessions: SessionItem[], ended: SessionItem): SessionItem | undefined {
  const others = sessions.filter((session) => !session.current);
  const place = others.findIndex((session) => session.id === ended.id);
  return others[place + 1] ?? others[place - 1];
}
