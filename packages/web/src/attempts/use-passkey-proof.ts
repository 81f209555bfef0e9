import { answerOf } from "@mortise/sdk";
import { useEffect, useRef } from "react";
import type { AskedCredential } from "../app/api-types.ts";
import { useAsking } from "../app/use-change.ts";
import { abandonCeremony, askPasskey } from "../passkeys/ceremony.ts";
import { askingText } from "../passkeys/strings.ts";
import { CeremonyError, explainCeremony } from "../passkeys/trouble.ts";

export type PasskeyProof = ReturnType<typeof usePasskeyProof>;

interface PasskeyProofEnds {
  /** The browser gave an answer: the server's turn. */
  onCredential: (credential: AskedCredential) => void;
  /** The server refused to begin. */
  onRefused: (error: Error) => void;
}

/** One passkey asked for in an attempt. Leaving closes the browser's prompt. */
export function usePasskeyProof(attemptId: string | undefined, { onCredential, onRefused }: PasskeyProofEnds) {
  const turns = useRef(0);
  const ask = useAsking({
    // The turn makes each asking another one: what is asked twice at once is else sent once.
    change: async (client, { id, turn }: { id: string; turn: number }) => {
      const path = { params: { path: { id } }, body: {} };
      const options = await answerOf(client.POST("/v1/attempts/{id}/passkey-options", path));
      if (turns.current !== turn) throw new CeremonyError("abandoned", undefined);
      return askPasskey(options);
    },
    onSuccess: onCredential,
    onError: (error) => {
      if (!(error instanceof CeremonyError)) onRefused(error);
    },
  });
  const abandon = () => {
    turns.current += 1;
    abandonCeremony();
  };
  useEffect(() => abandon, []);
  const trouble = ask.error instanceof CeremonyError ? explainCeremony(ask.error, askingText) : undefined;
  return {
    waiting: ask.isPending,
    trouble,
    /** Asked again while it waits, the prompt is shown anew. */
    ask: () => {
      if (attemptId !== undefined) ask.mutate({ id: attemptId, turn: (turns.current += 1) });
    },
    cancel: () => {
      abandon();
      ask.reset();
    },
  };
}
