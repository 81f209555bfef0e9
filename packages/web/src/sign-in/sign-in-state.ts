import type { Attempt } from "../app/api-types.ts";
import type { Refusal } from "../attempts/refusal.ts";
import { waysOf, type ProvableKind } from "../attempts/ways.ts";

export interface SignInState {
  attempt: Attempt | null;
  /** What is asked for now; "choosing" shows the list, null the email. */
  asked: ProvableKind | "choosing" | "no-way" | null;
  refusal: Refusal | null;
  /** Kinds that wait after too many wrong tries, and until when. */
  paused: Partial<Record<ProvableKind, string>>;
}

export const startingState: SignInState = { attempt: null, asked: null, refusal: null, paused: {} };

type SignInEvent =
  | { type: "attempt"; attempt: Attempt }
  | { type: "refused"; refusal: Refusal }
  | { type: "chosen"; kind: ProvableKind }
  | { type: "another" }
  | { type: "pause-over"; kind: ProvableKind }
  | { type: "restart" };

export const afterStart = (attempt: Attempt): SignInEvent => ({ type: "attempt", attempt });
export const afterRefusal = (refusal: Refusal): SignInEvent => ({ type: "refused", refusal });

export function signInReducer(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case "attempt":
      return { ...state, attempt: event.attempt, asked: firstAsked(event.attempt), refusal: null };
    case "refused":
      return refused(state, event.refusal);
    case "chosen":
      return { ...state, asked: event.kind, refusal: null };
    case "another":
      return { ...state, asked: "choosing", refusal: null };
    case "pause-over":
      return { ...state, paused: without(state.paused, event.kind), refusal: null };
    case "restart":
      return startingState;
  }
}

function firstAsked(attempt: Attempt): SignInState["asked"] {
  return waysOf(attempt)[0]?.kind ?? "no-way";
}

function refused(state: SignInState, refusal: Refusal): SignInState {
  if (refusal.is === "closed" || refusal.is === "spent") return { ...startingState, refusal };
  const { asked } = state;
  const pausedKind = asked !== null && asked !== "choosing" && asked !== "no-way" ? asked : undefined;
  if (refusal.is !== "paused" || pausedKind === undefined) return { ...state, refusal };
  return { ...state, refusal, paused: { ...state.paused, [pausedKind]: refusal.until } };
}

function without(paused: SignInState["paused"], kind: ProvableKind): SignInState["paused"] {
  return Object.fromEntries(Object.entries(paused).filter(([pausedKind]) => pausedKind !== kind));
}
