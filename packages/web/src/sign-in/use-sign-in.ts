import { answerOf } from "@mortise/sdk";
import { useReducer, type Dispatch } from "react";
import type { Attempt, Kind, Proof } from "../app/api-types.ts";
import { useDeployment } from "../app/deployment.tsx";
import { refusalOf } from "../attempts/refusal.ts";
import { signalIfUnknown } from "../passkeys/signals.ts";
import {
  afterRefusal,
  afterStart,
  isForAnyone,
  signInReducer,
  startingState,
  type SignInEvent,
} from "./sign-in-state.ts";
import { useAsking } from "../app/use-change.ts";

export type SignInCeremony = ReturnType<typeof useSignIn>;

/** One sign-in from the email, or a passkey, to the open session. */
export function useSignIn(onComplete: (attempt: Attempt) => void) {
  const [state, dispatch] = useReducer(signInReducer, startingState);
  const start = useStart(dispatch);
  const refuse = (error: Error, kind: Kind) => {
    const refusal = refusalOf(error);
    // Nothing was typed yet that could be lost: another attempt takes the place of one that waited too long.
    if (refusal.is === "closed" && state.attempt !== null && isForAnyone(state.attempt)) start.mutate(undefined);
    else dispatch(afterRefusal(refusal, kind));
  };
  const accepted = (attempt: Attempt) => {
    if (attempt.status === "complete") onComplete(attempt);
    else dispatch(afterStart(attempt));
  };
  const prove = useProve(accepted, refuse);
  const proveIn = (id: string, proof: Proof) => {
    if (!prove.isPending) prove.mutate({ id, proof: remembering(proof, state.remember) });
  };
  return {
    state,
    starting: start.isPending,
    proving: prove.isPending || prove.data?.status === "complete",
    start: (email: string) => start.mutate(email),
    startWithPasskey: () => start.mutate(undefined),
    proveIn,
    prove: (proof: Proof) => {
      if (state.attempt !== null) proveIn(state.attempt.id, proof);
    },
    refuse,
    resume: (attempt: Attempt) => dispatch(afterStart(attempt)),
    choose: (kind: Kind) => dispatch({ type: "chosen", kind }),
    another: () => dispatch({ type: "another" }),
    remember: (remember: boolean) => dispatch({ type: "remember", remember }),
    pauseOver: (kind: Kind) => dispatch({ type: "pause-over", kind }),
    restart: () => dispatch({ type: "restart" }),
  };
}

function useStart(dispatch: Dispatch<SignInEvent>) {
  return useAsking({
    change: (client, email: string | undefined) =>
      answerOf(client.POST("/v1/attempts", { body: { purpose: "sign-in", ...(email !== undefined && { email }) } })),
    onSuccess: (attempt) => dispatch(afterStart(attempt)),
    onError: (error) => dispatch(afterRefusal(refusalOf(error), null)),
  });
}

function useProve(onAccepted: (attempt: Attempt) => void, onRefused: (error: Error, kind: Kind) => void) {
  const { rpId } = useDeployment();
  return useAsking({
    change: (client, { id, proof }: { id: string; proof: Proof }) =>
      answerOf(client.POST("/v1/attempts/{id}/proofs", { params: { path: { id } }, body: proof })),
    onSuccess: onAccepted,
    onError: (error, { proof }) => {
      signalIfUnknown(rpId, error, proof);
      onRefused(error, proof.kind);
    },
  });
}

/** A recovery code is for a device that is lost, so it makes none remembered. */
function remembering(proof: Proof, remember: boolean): Proof {
  const mayRemember = proof.kind === "totp" || proof.kind === "passkey" || proof.kind === "phone";
  return remember && mayRemember ? { ...proof, rememberDevice: true } : proof;
}
