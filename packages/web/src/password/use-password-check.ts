import { answerOf, isProblem } from "@mortise/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useClient } from "../app/client.ts";
import { plural } from "../parts/format.ts";
import { emailTrouble } from "../sign-in/email.ts";
import { isTooLong, rulesOf, unmetHere } from "./rules.ts";
import { passwordText } from "./strings.ts";

const pauseMs = 250;

/** Whose password is being typed, and with whose invitation. */
export interface PasswordIdentity {
  email?: string;
  name?: string;
  invitation?: string | undefined;
}

/** The live check of a password being typed. The account's own address and name are known once signed in. */
export function usePasswordCheck(password: string, identity: PasswordIdentity) {
  const client = useClient();
  const policy = useQuery({
    queryKey: ["password-policy"],
    queryFn: () => answerOf(client.GET("/v1/password-policy")),
  });
  const asked = useSettled(JSON.stringify({ ...whole(identity), password }));
  const check = useQuery({
    queryKey: ["password-check", asked],
    queryFn: async () => {
      const body = JSON.parse(asked) as { password: string };
      const { unmet } = await answerOf(client.POST("/v1/password-policy/check", { body }));
      return { password: body.password, unmet };
    },
    enabled: password !== "",
    placeholderData: keepPreviousData,
    // What was typed is not kept longer than the page needs it.
    gcTime: 0,
    retry: false,
  });
  const known = check.data?.password === password ? check.data.unmet : undefined;
  const unmet = known ?? (policy.data === undefined ? [] : unmetHere(password, policy.data));
  return {
    rules: policy.data === undefined ? [] : rulesOf(policy.data),
    unmet,
    pending: known === undefined ? (policy.data?.refuses ?? []) : [],
    tooLong:
      policy.data !== undefined && isTooLong(password, policy.data)
        ? plural(policy.data.maxLength, passwordText.tooLong)
        : undefined,
  };
}

/** An address or name still being typed is not compared yet. */
function whole({ email, name, invitation }: PasswordIdentity) {
  return {
    ...(email !== undefined && emailTrouble(email) === undefined && { email: email.trim() }),
    ...(name !== undefined && name.trim() !== "" && { name: name.trim() }),
    ...(invitation !== undefined && { invitation }),
  };
}

/** The value once it has stopped changing for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What the server finds wrong with a password that was sent. */
export function unacceptable(error: unknown): string[] | undefined {
  return isProblem(error, "password-unacceptable") ? error.members.unmet : undefined;
}

/** The words for it, under its field. */
export function unmetWords(error: unknown): string | undefined {
  if (!isProblem(error, "password-unacceptable")) return undefined;
  const { reason, unmet } = error.members;
  if (reason !== undefined) return passwordText.same;
  return unmet.length === 1 && unmet[0] === "breached" ? passwordText.breachedAlone : passwordText.unmet;
}
