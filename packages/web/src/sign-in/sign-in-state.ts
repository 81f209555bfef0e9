import type { Attempt, Kind } from "../app/api-types.ts";
import type { Refusal } from "../attempts/refusal.ts";
import { waysOf } from "../attempts/ways.ts";

export interface SignInState {
  attempt: Attempt | null;
  /**
   * What is asked for now; "choosing" shows the list, "provider" the way to the work account, "own-proof" what shows once that the
   * account is theirs, null the email.
   */
  asked: Kind | "choosing" | "no-way" | "provider" | "own-proof" | null;
  refusal: Refusal | null;
  /** What the refusal was of. */
  refusedKind: Kind | null;
  /** Kinds that wait after too many wrong tries, and until when. */
  paused: Partial<Record<Kind, string>>;
  /** This device is not to be asked for the second step again. */
  remember: boolean;
}

export const startingState: SignInState = {
  attempt: null,
  asked: null,
  refusal: null,
  refusedKind: null,
  paused: {},
  remember: false,
};

export type SignInEvent =
  | { type: "attempt"; attempt: Attempt }
  | { type: "refused"; refusal: Refusal; kind: Kind | null }
  | { type: "chosen"; kind: Kind }
  | { type: "another" }
  | { type: "remember"; remember: boolean }
  | { type: "pause-over"; kind: Kind }
  | { type: "restart" };

export const afterStart = (attempt: Attempt): SignInEvent => ({ type: "attempt", attempt });
export const afterRefusal = (refusal: Refusal, kind: Kind | null): SignInEvent => ({ type: "refused", refusal, kind });

export function signInReducer(state: SignInState, event: SignInEvent): SignInState {
  switch (event.type) {
    case "attempt":
      return { ...state, attempt: event.attempt, asked: firstAsked(event.attempt), refusal: null, refusedKind: null };
    case "refused":
      return refused(state, event.refusal, event.kind);
    case "chosen":
      return { ...state, asked: event.kind, refusal: null };
    case "another":
      return { ...state, asked: "choosing", refusal: null };
    case "remember":
      return { ...state, remember: event.remember };
    case "pause-over":
      return { ...state, paused: without(state.paused, event.kind), refusal: null };
    case "restart":
      return startingState;
  }
}

/** Before anything is proven every address is answered alike, and most people have come to type their password. */
function firstAsked(attempt: Attempt): SignInState["asked"] {
  if (attempt.redirect !== undefined) return "provider";
  if (attempt.vouched?.linked === false && attempt.proofs.length === 0) return "own-proof";
  const kinds = waysOf(attempt).map((way) => way.kind);
  if (attempt.proofs.length === 0 && kinds.includes("password")) return "password";
  return kinds[0] ?? "no-way";
}

function refused(state: SignInState, refusal: Refusal, kind: Kind | null): SignInState {
  if (refusal.is === "closed" || refusal.is === "spent") return { ...startingState, refusal, refusedKind: kind };
  const next = { ...state, refusal, refusedKind: kind };
  if (refusal.is !== "paused" || kind === null) return next;
  return { ...next, paused: { ...state.paused, [kind]: refusal.until } };
}

function without(paused: SignInState["paused"], kind: Kind): SignInState["paused"] {
  return Object.fromEntries(Object.entries(paused).filter(([pausedKind]) => pausedKind !== kind));
}

/** Only a passkey can go on, since nobody said whose account it is. */
export function isForAnyone({ proofs, acceptable }: Attempt): boolean {
  return proofs.length === 0 && acceptable.every((way) => way.kind === "passkey");
}
