import { answerOf } from "@mortise/sdk";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Proof } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { refusalOf, type Refusal } from "./refusal.ts";
import type { StepUpRequest } from "./step-up-desk.ts";
import { waysOf, type ProvableKind } from "./ways.ts";

export type StepUpCeremony = ReturnType<typeof useStepUp>;

/** The states of one confirmation: starting, a kind asked for, choosing another, paused. */
export function useStepUp(request: StepUpRequest, onConfirmed: () => void) {
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<ProvableKind | "choosing" | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const start = useStart(request, round);
  const refused = (error: Error) => {
    const found = refusalOf(error);
    setRefusal(found);
    // The confirmation itself is over, not what it was for: a new one takes its place.
    if (found.is === "closed" || found.is === "spent") setRound(round + 1);
  };
  const prove = useProve(onConfirmed, refused);
  const ways = start.data === undefined ? [] : waysOf(start.data);
  const choose = (kind: ProvableKind | "choosing") => {
    setRefusal(null);
    setChosen(kind);
  };
  const submit = (proof: Proof) => {
    if (start.data !== undefined && !prove.isPending) prove.mutate({ attemptId: start.data.id, proof });
  };
  return { start, ways, kind: chosen ?? ways[0]?.kind ?? null, refusal, busy: prove.isPending, choose, submit };
}

function useStart({ operation, target }: StepUpRequest, round: number) {
  const client = useClient();
  const body = { purpose: "step-up" as const, operation, ...(target !== undefined && { target }) };
  return useQuery({
    queryKey: ["step-up", operation, target, round],
    queryFn: () => answerOf(client.POST("/v1/attempts", { body })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

function useProve(onConfirmed: () => void, onRefused: (error: Error) => void) {
  const client = useClient();
  return useMutation({
    mutationFn: ({ attemptId, proof }: { attemptId: string; proof: Proof }) =>
      answerOf(client.POST("/v1/attempts/{id}/proofs", { params: { path: { id: attemptId } }, body: proof })),
    onSuccess: onConfirmed,
    onError: onRefused,
  });
}
