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
  const client = useClient();
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState<ProvableKind | "choosing" | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const start = useQuery({
    queryKey: ["step-up", request.operation, request.target, round],
    queryFn: () => answerOf(client.POST("/v1/attempts", { body: startBody(request) })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const ways = start.data === undefined ? [] : waysOf(start.data);
  const prove = useMutation({
    mutationFn: (given: { attemptId: string; proof: Proof }) =>
      answerOf(
        client.POST("/v1/attempts/{id}/proofs", { params: { path: { id: given.attemptId } }, body: given.proof }),
      ),
    onSuccess: onConfirmed,
    onError: (error) => {
      const refused = refusalOf(error);
      setRefusal(refused);
      // The confirmation itself is over, not what it was for: a new one takes its place.
      if (refused.is === "closed" || refused.is === "spent") setRound(round + 1);
    },
  });
  const choose = (kind: ProvableKind | "choosing") => {
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
    submit: (proof: Proof) => {
      if (start.data !== undefined && !prove.isPending) prove.mutate({ attemptId: start.data.id, proof });
    },
  };
}

function startBody({ operation, target }: StepUpRequest) {
  return { purpose: "step-up" as const, operation, ...(target !== undefined && { target }) };
}
