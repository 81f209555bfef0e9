import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Authenticator } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { freeName, nameTrouble } from "./name.ts";
import { bindText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";
import { allOf } from "./kinds.ts";

type Errors = { code?: string; name?: string };

/** Binding one authenticator app: a key is begun, a code of it completes. */
export function useBind(others: Authenticator[]) {
  const [round, setRound] = useState(0);
  const [code, setCode] = useState("");
  const [name, setName] = useState(() => freeName(bindText.defaultName, others));
  const [errors, setErrors] = useState<Errors | null>(null);
  const begin = useBegin(round);
  const complete = useComplete((error) => {
    setCode("");
    setErrors(refusedErrors(error));
    if (isExpired(error)) setRound(round + 1);
  });
  const submit = () => {
    const missing = missingErrors(code, name, others);
    setErrors(missing);
    if (missing !== null || begin.data === undefined || complete.isPending) return;
    complete.mutate({ id: begin.data.id, code, name: name.trim() });
  };
  const cancelled = wasCancelled(begin.error);
  return {
    begin,
    code,
    setCode,
    name,
    setName,
    errors,
    submit,
    busy: complete.isPending,
    bound: complete.data,
    cancelled,
  };
}

function useBegin(round: number) {
  const client = useClient();
  return useQuery({
    queryKey: ["begin-totp", round],
    queryFn: () => answerOf(client.POST("/v1/account/authenticators/totp", { body: {} })),
    // A setup key is shown by the dialog that asked for it and by none after.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

function useComplete(onRefused: (error: Error) => void) {
  const refresh = useRefreshAccount();
  return useChange({
    change: (client, { id, code, name }: { id: string; code: string; name: string }) =>
      answerOf(
        client.POST("/v1/account/authenticators/totp/{id}/complete", {
          params: { path: { id } },
          body: { code, name },
        }),
      ),
    happened: async (asked, { id }) =>
      allOf(await answerOf(asked.GET("/v1/account/authenticators"))).some((each) => each.id === id),
    onSuccess: () => void refresh(),
    onError: onRefused,
  });
}

function missingErrors(code: string, name: string, others: Authenticator[]): Errors | null {
  const errors: Errors = {};
  if (code.length < 6) errors.code = bindText.missingCode;
  const trouble = nameTrouble(name, others);
  if (trouble !== undefined) errors.name = trouble;
  return Object.keys(errors).length === 0 ? null : errors;
}

function isExpired(error: unknown): boolean {
  return isProblem(error, "attempt-closed") || isProblem(error, "not-found") || isProblem(error, "link-invalid");
}

function refusedErrors(error: unknown): Errors {
  if (isExpired(error)) return { code: bindText.expired };
  if (isProblem(error, "proof-rejected")) return { code: bindText.wrongCode };
  if (wasCancelled(error)) return {};
  return { code: explain(error) };
}
