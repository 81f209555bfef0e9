import { answerOf } from "@mortise/sdk";
import { useState } from "react";
import { explain, refusedFields, refusedWords } from "../app/trouble.ts";
import { passwordText } from "../password/strings.ts";
import { unacceptable } from "../password/use-password-check.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { signInText } from "../sign-in/strings.ts";
import { signUpText } from "./strings.ts";
import { useAsking } from "../app/use-change.ts";

export interface SignUpValues {
  email: string;
  name: string;
  password: string;
}

type Errors = Partial<Record<keyof SignUpValues, string>>;

/** Who is invited, and the token that shows it. */
export interface Invitation {
  token: string;
  email: string;
}

interface SignUpWay {
  invitation: Invitation | undefined;
  /** Where the person came from. */
  returnTo: string | undefined;
}

export function useSignUp({ invitation, returnTo }: SignUpWay) {
  const [values, setValues] = useState<SignUpValues>({ email: invitation?.email ?? "", name: "", password: "" });
  const [errors, setErrors] = useState<Errors | null>(null);
  const [byPasskey, setByPasskey] = useState(false);
  const signUp = useSend({ byPasskey, invitation: invitation?.token, returnTo }, (error) =>
    setErrors(refusedErrors(error)),
  );
  const set = (typed: Partial<SignUpValues>) => {
    const next = { ...values, ...typed };
    setValues(next);
    if (errors !== null) setErrors(missingErrors(next, byPasskey));
  };
  const submit = () => {
    const missing = missingErrors(values, byPasskey);
    setErrors(missing);
    if (missing === null && !signUp.isPending) signUp.mutate(values);
  };
  const choose = (passkey: boolean) => {
    setByPasskey(passkey);
    setErrors(null);
  };
  const trouble = signUp.error !== null && refusedErrors(signUp.error) === null ? explain(signUp.error) : undefined;
  return {
    values,
    set,
    byPasskey,
    choose,
    errors,
    trouble,
    busy: signUp.isPending,
    sent: signUp.isSuccess,
    submit,
    restart: signUp.reset,
  };
}

interface Sending {
  byPasskey: boolean;
  invitation: string | undefined;
  returnTo: string | undefined;
}

function useSend({ byPasskey, invitation, returnTo }: Sending, onError: (error: Error) => void) {
  return useAsking({
    change: (client, { email, name, password }: SignUpValues) =>
      answerOf(
        client.POST("/v1/sign-up", {
          body: {
            email: email.trim(),
            name: name.trim(),
            ...(!byPasskey && { password }),
            ...(invitation !== undefined && { invitation }),
            ...(returnTo !== undefined && { returnTo }),
          },
        }),
      ),
    onError,
  });
}

function missingErrors({ email, name, password }: SignUpValues, byPasskey: boolean): Errors | null {
  const errors: Errors = {};
  const trouble = emailTrouble(email);
  if (trouble !== undefined) errors.email = trouble;
  if (name.trim() === "") errors.name = signUpText.missingName;
  if (!byPasskey && password === "") errors.password = passwordText.missing;
  return Object.keys(errors).length === 0 ? null : errors;
}

function refusedErrors(error: unknown): Errors | null {
  if (unacceptable(error) !== undefined) return { password: passwordText.unmet };
  const refused = refusedFields(error);
  if (refused.has("email")) return { email: signInText.emailInvalid };
  if (refused.has("name")) return { name: refusedWords(error, "name") ?? signUpText.nameTooLong };
  return null;
}
