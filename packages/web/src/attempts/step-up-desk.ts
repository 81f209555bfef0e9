import type { ProblemError } from "@mortise/sdk";
import type { Operation } from "../app/api-types.ts";
import type { BindableKind } from "./strings.ts";

export interface StepUpRequest {
  operation: Operation;
  /** The id of the thing the call is about, when its address names one. */
  target: string | undefined;
  /** Which kind the call binds, when it binds one. */
  binds: BindableKind | undefined;
  settle: (confirmed: boolean) => void;
}

/** Where calls that need fresh proof wait. One is asked at a time; others that come meanwhile share its outcome. */
export function createStepUpDesk() {
  let current: StepUpRequest | null = null;
  let outcome: Promise<boolean> = Promise.resolve(false);
  const listeners = new Set<() => void>();
  const change = (next: StepUpRequest | null) => {
    current = next;
    for (const listener of listeners) listener();
  };
  const ask = (problem: ProblemError<"step-up-required">, request: Request): Promise<boolean> => {
    if (current !== null) return outcome;
    outcome = new Promise((resolve) => {
      const settle = (confirmed: boolean) => {
        change(null);
        resolve(confirmed);
      };
      // Whoever cancels what asked for the proof has no use for it.
      request.signal.addEventListener("abort", () => settle(false), { once: true });
      const { operation } = problem.members.stepUp;
      change({ operation, target: targetOf(request.url), binds: boundBy(request.url), settle });
    });
    return outcome;
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { ask, subscribe, current: () => current };
}

export type StepUpDesk = ReturnType<typeof createStepUpDesk>;

function targetOf(url: string): string | undefined {
  return /\/([a-z]{3,5}_[0-9a-z]{10,})(?:\/|$)/.exec(new URL(url).pathname)?.[1];
}

function boundBy(url: string): BindableKind | undefined {
  const kind = /\/authenticators\/(totp|passkeys|phones)$/.exec(new URL(url).pathname)?.[1];
  return kind as BindableKind | undefined;
}
