import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Kind, Operation, Proof } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { signalIfUnknown } from "../passkeys/signals.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import { usePasskeyProof } from "./use-passkey-proof.ts";
import { waysOf } from "./ways.ts";
import { useAsking } from "../app/use-change.ts";

export type Confirmation = ReturnType<typeof useConfirmation>;

/** What a signed-in person proves for: one operation, or the session's trust. */
export type Purpose = { purpose: "step-up"; operation: Operation; target?: string } | { purpose: "restore-trust" };

/** The states of one confirmation: starting, a kind asked for, choosing another, paused. */
export function useConfirmation(purpose: Purpose, onConfirmed: () => void) {
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<Kind | "choosing" | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const start = useStart(purpose, round);
  const refused = (error: Error) => {
    const found = refusalOf(error);
    setRefusal(found);
    // The confirmation itself is over, not what it was for: a new one takes its place.
    if (found.is === "closed" || found.is === "spent") setRound(round + 1);
  };
  const prove = useProve(onConfirmed, refused);
  const submit = (proof: Proof) => {
    if (start.data !== undefined && !prove.isPending) prove.mutate({ attemptId: start.data.id, proof });
  };
  const passkey = usePasskeyProof(start.data?.id, {
    onCredential: (credential) => submit({ kind: "passkey", credential }),
    onRefused: refused,
  });
  const ways = start.data === undefined ? [] : waysOf(start.data);
  const choose = (kind: Kind | "choosing") => {
    passkey.cancel();
    setRefusal(null);
    setChosen(kind);
  };
  return {
    start,
    ways,
    kind: chosen ?? ways[0]?.kind ?? null,
    refusal,
    busy: prove.isPending,
    choose,
    submit,
    passkey,
  };
}

function useStart(purpose: Purpose, round: number) {
  const client = useClient();
  return useQuery({
    queryKey: ["confirmation", purpose, round],
    queryFn: () => answerOf(client.POST("/v1/attempts", { body: purpose })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

function useProve(onConfirmed: () => void, onRefused: (error: Error) => void) {
  const { rpId } = useDeployment();
  return useAsking({
    change: (client, { attemptId, proof }: { attemptId: string; proof: Proof }) =>
      answerOf(client.POST("/v1/attempts/{id}/proofs", { params: { path: { id: attemptId } }, body: proof })),
    onSuccess: onConfirmed,
    onError: (error, { proof }) => {
      signalIfUnknown(rpId, error, proof);
      onRefused(error);
    },
  });
}

/** True when this account has nothing that could vouch for the session. */
export function hasNothingToVouch(error: unknown): boolean {
  return isProblem(error, "not-allowed") && error.members.reason === "no-authenticator";
}
