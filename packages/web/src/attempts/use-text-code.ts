import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useClient } from "../app/client.ts";
import { explain, waitWords } from "../app/trouble.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { useSecondsUntil } from "../parts/clock.tsx";
import { textCodeText } from "./strings.ts";
import type { NamedWay } from "./ways.ts";

export type TextCode = ReturnType<typeof useTextCode>;

/** A code sent to one of the account's phones for this attempt, once; again when asked for. */
export function useTextCode(attemptId: string, phones: NamedWay[]) {
  const client = useClient();
  const announce = useAnnounce();
  const [chosen, setChosen] = useState<string | undefined>(phones[0]?.id);
  const sent = useQuery({
    // Coming back to this step within the attempt finds the message already sent.
    queryKey: ["text-code", attemptId, chosen],
    queryFn: () =>
      answerOf(
        client.POST("/v1/attempts/{id}/text-message", {
          params: { path: { id: attemptId } },
          body: chosen === undefined ? {} : { authenticatorId: chosen },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const seconds = useSecondsUntil(sent.data?.resendAt ?? null);
  const again = async () => {
    const { isSuccess } = await sent.refetch();
    if (isSuccess) announce(textCodeText.sentAgain);
  };
  return {
    sentTo: sent.data?.sentTo,
    sending: sent.isFetching,
    seconds,
    trouble: sent.error === null ? undefined : explainSending(sent.error),
    error: sent.error,
    again: () => void again(),
    others: phones.filter((phone) => phone.id !== chosen),
    sendTo: setChosen,
  };
}

/** Why no message was sent, and what to do. */
export function explainSending(error: unknown): string {
  if (isProblem(error, "not-allowed")) return textCodeText.off;
  if (!isProblem(error, "rate-limited")) return explain(error);
  const { retryAfterSeconds } = error;
  return retryAfterSeconds === undefined ? textCodeText.tooMany : textCodeText.tooManyFor(waitWords(retryAfterSeconds));
}
