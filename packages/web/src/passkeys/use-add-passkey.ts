import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Authenticator } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { freeName, nameTrouble } from "../authenticators/name.ts";
import { useWrong } from "../parts/use-wrong.ts";
import { beginPasskey, completePasskey, type BegunPasskey } from "./bind-passkey.ts";
import { abandonCeremony } from "./ceremony.ts";
import { proposedName } from "./device-name.ts";
import { addText, makingText } from "./strings.ts";
import { CeremonyError, explainCeremony } from "./trouble.ts";
import { useChange } from "../app/use-change.ts";
import { allOf } from "../authenticators/kinds.ts";

/** Adding a passkey or security key: begun when the dialog opens, so that the press of the button is the browser's cue. */
export function useAddPasskey(securityKey: boolean, others: Authenticator[]) {
  const [round, setRound] = useState(0);
  const [name, setName] = useState(() => freeName(securityKey ? addText.keyName : proposedName(), others));
  const { wrong, passes, ease } = useWrong((typed) => nameTrouble(typed, others));
  const begin = useBegin(securityKey, round);
  const complete = useComplete(() => setRound(round + 1));
  useEffect(() => abandonCeremony, []);
  const change = (typed: string) => {
    setName(typed);
    ease(typed);
  };
  const submit = () => {
    if (passes(name) && begin.data !== undefined) complete.mutate({ begun: begin.data, name: name.trim() });
  };
  return {
    begin,
    cancelled: wasCancelled(begin.error) && begin.data === undefined,
    name,
    setName: change,
    wrongName: wrong,
    submit,
    waiting: complete.isPending,
    trouble: complete.error === null ? undefined : explainMaking(complete.error),
    stop: () => {
      abandonCeremony();
      complete.reset();
    },
    bound: complete.data,
  };
}

function useBegin(securityKey: boolean, round: number) {
  const client = useClient();
  return useQuery({
    queryKey: ["begin-passkey", securityKey, round],
    queryFn: () => beginPasskey(client, { securityKey }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

function useComplete(onOver: () => void) {
  const refresh = useRefreshAccount();
  return useChange({
    change: (client, { begun, name }: { begun: BegunPasskey; name: string }) => completePasskey(client, begun, name),
    happened: async (asked, { begun }) =>
      allOf(await answerOf(asked.GET("/v1/account/authenticators"))).some((each) => each.id === begun.id),
    onSuccess: () => void refresh(),
    onError: (error) => {
      if (!(error instanceof CeremonyError)) onOver();
    },
  });
}

/** What to tell a person about a passkey that was not made. */
export function explainMaking(error: unknown): string | undefined {
  if (error instanceof CeremonyError) return explainCeremony(error, makingText);
  if (isProblem(error, "proof-rejected")) return addText.rejected;
  if (isProblem(error, "conflict")) return addText.conflict;
  if (isProblem(error, "attempt-closed") || isProblem(error, "not-found")) return addText.expired;
  return explain(error);
}
