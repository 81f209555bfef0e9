import { useState } from "react";

/** A six-digit code being typed, sent when it is whole. */
export function useCodeEntry(onWhole: (code: string) => void) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const change = (typed: string) => {
    setCode(typed);
    setMissing(null);
  };
  const send = (typed: string) => {
    const whole = typed.length === 6;
    setMissing(whole ? null : {});
    if (!whole) return;
    setCode("");
    onWhole(typed);
  };
  return { code, change, send, missing };
}
