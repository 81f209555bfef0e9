import { answerOf, isProblem } from "@mortise/sdk";
import { useState } from "react";
import type { BegunPhone } from "../app/api-types.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, refusedFields, wasCancelled } from "../app/trouble.ts";
import { explainSending } from "../attempts/use-text-code.ts";
import { allOf } from "../authenticators/kinds.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { likelyCountry } from "./countries.ts";
import { phoneText } from "./strings.ts";
import { useAsking, useChange } from "../app/use-change.ts";

type Errors = { number?: string; code?: string };

/** Adding a phone: a number gets a code, the code binds it. */
export function useAddPhone() {
  const [country, setCountry] = useState(() => likelyCountry());
  const [number, setNumber] = useState("");
  const [errors, setErrors] = useState<Errors | null>(null);
  const send = useSend((error) => setErrors(sendErrors(error)));
  const begun: BegunPhone | undefined = send.data;
  const binding = useBinding(begun, setErrors);
  const submitNumber = () => {
    const missing = number.trim() === "" ? { number: phoneText.missingNumber } : null;
    setErrors(missing);
    if (missing === null && !send.isPending) send.mutate({ number: number.trim(), country });
  };
  const startOver = () => {
    send.reset();
    binding.reset();
    setErrors(null);
  };
  return {
    ...binding,
    country,
    setCountry,
    number,
    setNumber,
    errors,
    begun,
    submit: begun === undefined ? submitNumber : binding.submitCode,
    startOver,
    busy: send.isPending || binding.completing,
  };
}

/** The second half: the code, a name, and the code sent again. */
function useBinding(begun: BegunPhone | undefined, setErrors: (errors: Errors | null) => void) {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const resend = useResend();
  const complete = useComplete((error) => {
    setCode("");
    setErrors({ code: codeError(error) });
  });
  const submitCode = () => {
    setErrors(code.length === 6 ? null : { code: phoneText.missingCode });
    if (code.length === 6 && begun !== undefined && !complete.isPending)
      complete.mutate({ id: begun.id, code, name: name.trim() });
  };
  return {
    code,
    setCode,
    name,
    setName,
    submitCode,
    completing: complete.isPending,
    bound: complete.data,
    resendAt: resend.data?.resendAt ?? begun?.resendAt ?? null,
    resendTrouble: resend.error === null ? undefined : explainSending(resend.error),
    resend: () => {
      if (begun !== undefined && !resend.isPending) resend.mutate(begun.id);
    },
    reset: () => {
      resend.reset();
      setCode("");
    },
  };
}

function useSend(onRefused: (error: Error) => void) {
  return useAsking({
    change: (client, body: { number: string; country: string }) =>
      answerOf(client.POST("/v1/account/authenticators/phones", { body })),
    onError: onRefused,
  });
}

function useResend() {
  const announce = useAnnounce();
  return useAsking({
    change: (client, id: string) =>
      answerOf(
        client.POST("/v1/account/authenticators/phones/{id}/text-message", { params: { path: { id } }, body: {} }),
      ),
    onSuccess: () => announce(phoneText.sentAgain),
  });
}

function useComplete(onRefused: (error: Error) => void) {
  const refresh = useRefreshAccount();
  return useChange({
    change: (client, { id, code, name }: { id: string; code: string; name: string }) =>
      answerOf(
        client.POST("/v1/account/authenticators/phones/{id}/complete", {
          params: { path: { id } },
          body: { code, ...(name !== "" && { name }) },
        }),
      ),
    happened: async (asked, { id }) =>
      allOf(await answerOf(asked.GET("/v1/account/authenticators"))).some((each) => each.id === id),
    onSuccess: () => void refresh(),
    onError: onRefused,
  });
}

function sendErrors(error: unknown): Errors | null {
  if (wasCancelled(error)) return null;
  if (refusedFields(error).size > 0) return { number: phoneText.wrongNumber };
  if (isProblem(error, "conflict")) return { number: phoneText.taken };
  if (isProblem(error, "not-allowed"))
    return { number: error.members.reason === "country" ? phoneText.countryRefused : phoneText.off };
  return { number: explainSending(error) };
}

function codeError(error: unknown): string {
  if (isProblem(error, "proof-rejected")) return error.members.triesLeft === 0 ? phoneText.spent : phoneText.wrongCode;
  if (isProblem(error, "attempt-closed") || isProblem(error, "not-found")) return phoneText.expired;
  if (isProblem(error, "conflict")) return phoneText.taken;
  if (isProblem(error, "not-allowed")) return phoneText.off;
  return explain(error);
}
