import { answerOf, isProblem } from "@mortise/sdk";
import { useState } from "react";
import type { Authenticators, Mortise } from "../app/api-types.ts";
import { useAuthenticators, useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { withTriesLeft } from "../attempts/refusal.ts";
import { clock } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { addPasswordText, changeText, passwordText } from "./strings.ts";
import { unmetWords } from "./use-password-check.ts";
import { cannotTell, useChange } from "../app/use-change.ts";

interface Values {
  current: string;
  next: string;
  again: string;
}

type Errors = Partial<Record<keyof Values, string>>;

export function useChangePassword(hasPassword: boolean, onDone: () => void) {
  const refresh = useRefreshAccount();
  const toast = useToast();
  const [values, setValues] = useState<Values>({ current: "", next: "", again: "" });
  const [errors, setErrors] = useState<Errors | null>(null);
  const known = useAuthenticators().data;
  const change = useChange({
    change: (client, { current, next }: Values) =>
      answerOf(
        client.PUT("/v1/account/password", {
          body: { ...(hasPassword && { currentPassword: current }), newPassword: next },
        }),
      ),
    happened: (asked) => isAnother(asked, known),
    onSuccess: async () => {
      await refresh();
      onDone();
      toast(
        hasPassword
          ? { title: changeText.changed, text: changeText.changedText }
          : { title: addPasswordText.added, text: addPasswordText.addedText },
      );
    },
    onError: (error) => setErrors(refusedErrors(error)),
  });
  const set = (typed: Partial<Values>) => {
    const next = { ...values, ...typed };
    setValues(next);
    // Once refused, the complaint goes as soon as it is met.
    if (errors !== null) setErrors(missingErrors(next, hasPassword));
  };
  const submit = () => {
    const missing = missingErrors(values, hasPassword);
    setErrors(missing);
    if (missing === null && !change.isPending) change.mutate(values);
  };
  const handled = refusedErrors(change.error) !== null || wasCancelled(change.error);
  const trouble = change.error !== null && !handled ? explain(change.error) : undefined;
  return { values, set, errors, trouble, busy: change.isPending, submit };
}

/** Whether the account has another password than the page knew of. */
async function isAnother(client: Mortise, known: Authenticators | undefined): Promise<boolean> {
  if (known === undefined) return cannotTell();
  const { password } = await answerOf(client.GET("/v1/account/authenticators"));
  return password?.changedAt !== known.password?.changedAt;
}

function missingErrors({ current, next, again }: Values, hasPassword: boolean): Errors | null {
  const errors: Errors = {};
  if (hasPassword && current === "") errors.current = changeText.missingCurrent;
  if (next === "") errors.next = passwordText.missing;
  else if (again !== next) errors.again = changeText.different;
  return Object.keys(errors).length === 0 ? null : errors;
}

function refusedErrors(error: unknown): Errors | null {
  if (isProblem(error, "proof-rejected")) {
    return { current: withTriesLeft(changeText.wrongCurrent, error.members.triesLeft ?? Infinity) };
  }
  if (isProblem(error, "too-many-attempts") && error.members.reason === undefined)
    return { current: changeText.paused(clock(error.members.retryAt)) };
  const next = unmetWords(error);
  if (next !== undefined) return { next };
  return null;
}
