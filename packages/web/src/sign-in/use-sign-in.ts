import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import { useReducer } from "react";
import type { Attempt, Proof } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { refusalOf } from "../attempts/refusal.ts";
import type { ProvableKind } from "../attempts/ways.ts";
import { afterRefusal, afterStart, signInReducer, startingState } from "./sign-in-state.ts";

export type SignInCeremony = ReturnType<typeof useSignIn>;

/** One sign-in from the email to the open session. */
export function useSignIn(onComplete: (attempt: Attempt) => void) {
  const client = useClient();
  const [state, dispatch] = useReducer(signInReducer, startingState);
  const start = useMutation({
    mutationFn: (email: string) => answerOf(client.POST("/v1/attempts", { body: { purpose: "sign-in", email } })),
    onSuccess: (attempt) => dispatch(afterStart(attempt)),
    onError: (error) => dispatch(afterRefusal(refusalOf(error))),
  });
  const prove = useMutation({
    mutationFn: (given: { id: string; proof: Proof }) =>
      answerOf(client.POST("/v1/attempts/{id}/proofs", { params: { path: { id: given.id } }, body: given.proof })),
    onSuccess: (attempt) => {
      if (attempt.status === "complete") onComplete(attempt);
      else dispatch(afterStart(attempt));
    },
    onError: (error) => dispatch(afterRefusal(refusalOf(error))),
  });
  return {
    state,
    starting: start.isPending,
    proving: prove.isPending || prove.data?.status === "complete",
    start: (email: string) => start.mutate(email),
    prove: (proof: Proof) => {
      if (state.attempt !== null && !prove.isPending) prove.mutate({ id: state.attempt.id, proof });
    },
    choose: (kind: ProvableKind) => dispatch({ type: "chosen", kind }),
    another: () => dispatch({ type: "another" }),
    pauseOver: (kind: ProvableKind) => dispatch({ type: "pause-over", kind }),
    restart: () => dispatch({ type: "restart" }),
  };
}
