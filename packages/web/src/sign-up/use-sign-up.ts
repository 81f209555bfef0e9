import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useClient } from "../app/client.ts";
import { explain, refusedFields } from "../app/trouble.ts";
import { passwordText } from "../password/strings.ts";
import { unacceptable } from "../password/use-password-check.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { signInText } from "../sign-in/strings.ts";
import { signUpText } from "./strings.ts";

export interface SignUpValues {
  email: string;
  name: string;
  password: string;
}

type Errors = Partial<Record<keyof SignUpValues, string>>;

export function useSignUp() {
  const client = useClient();
  const [values, setValues] = useState<SignUpValues>({ email: "", name: "", password: "" });
  const [errors, setErrors] = useState<Errors | null>(null);
  const signUp = useMutation({
    mutationFn: (given: SignUpValues) =>
      answerOf(client.POST("/v1/sign-up", { body: { ...given, email: given.email.trim(), name: given.name.trim() } })),
    onError: (error) => setErrors(refusedErrors(error)),
  });
  const set = (typed: Partial<SignUpValues>) => {
    const next = { ...values, ...typed };
    setValues(next);
    if (errors !== null) setErrors(missingErrors(next));
  };
  const submit = () => {
    const missing = missingErrors(values);
    setErrors(missing);
    if (missing === null && !signUp.isPending) signUp.mutate(values);
  };
  const trouble = signUp.error !== null && refusedErrors(signUp.error) === null ? explain(signUp.error) : undefined;
  return {
    values,
    set,
    errors,
    trouble,
    busy: signUp.isPending,
    sent: signUp.isSuccess,
    submit,
    restart: signUp.reset,
  };
}

function missingErrors({ email, name, password }: SignUpValues): Errors | null {
  const errors: Errors = {};
  const trouble = emailTrouble(email);
  if (trouble !== undefined) errors.email = trouble;
  if (name.trim() === "") errors.name = signUpText.missingName;
  if (password === "") errors.password = passwordText.missing;
  return Object.keys(errors).length === 0 ? null : errors;
}

function refusedErrors(error: unknown): Errors | null {
  if (unacceptable(error) !== undefined) return { password: passwordText.unmet };
  const refused = refusedFields(error);
  if (refused.has("email")) return { email: signInText.emailInvalid };
  if (refused.has("name")) return { name: signUpText.nameTooLong };
  return null;
}
