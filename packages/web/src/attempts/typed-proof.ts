import { useState } from "react";
import type { Kind, Proof } from "../app/api-types.ts";
import type { Confirmation } from "./use-confirmation.ts";

const codeLength = 6;

/** The proof that typed text is, for the kinds that are typed; undefined while it cannot be one. */
function typedProof(kind: Kind | "choosing" | null, typed: string): Proof | undefined {
  if (kind === "password") return typed === "" ? undefined : { kind, password: typed };
  if (kind === "totp" || kind === "phone") return typed.length < codeLength ? undefined : { kind, code: typed };
  return undefined;
}

/** Whether there is a field to fill in now. */
export function isTyped({ kind, refusal }: Confirmation): boolean {
  return kind !== null && kind !== "choosing" && kind !== "passkey" && refusal?.is !== "paused";
}

/** Sends what was typed, or says that something is missing. */
export function useTypedProof(ceremony: Confirmation, setText: (text: string) => void) {
  const [missing, setMissing] = useState<object | null>(null);
  const change = (text: string) => {
    setText(text);
    setMissing(null);
  };
  const submit = (given: string) => {
    const proof = typedProof(ceremony.kind, given);
    if (proof === undefined) setMissing({});
    else {
      setText("");
      ceremony.submit(proof);
    }
  };
  return { missing, submit, change };
}
