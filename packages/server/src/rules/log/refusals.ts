import type { Refusal } from "../../problems.ts";
import type { RefusedReason } from "../../vocabulary/events/words.ts";

/** How long refusals of one kind from one party are counted together. */
export const refusalWindowMilliseconds = 60 * 60 * 1000;
/** How many of a server's refusals become events within it, whoever they are of; the others are counted. */
export const mostToldRefusals = 500;

const ofRoles: ReadonlySet<string> = new Set(["role", "not-operator", "two-step-needed", "operators-only", "caller"]);
const bySlug = {
  "cross-origin": "cross-origin",
  "ambiguous-credentials": "ambiguous-credentials",
  "invalid-request": "invalid-request",
  "payload-too-large": "invalid-request",
  "unsupported-media-type": "invalid-request",
  "rate-limited": "rate-limited",
} as const satisfies Partial<Record<Refusal["refused"], RefusedReason>>;

/**
 * What a refusal says to whoever looks for attacks; null for what happens to honest people all day: no session, no fresh proof, a
 * thing that is gone. Wrong proofs and closed networks have events of their own.
 */
export function decideRefusedReason(refusal: Refusal, isOfStranger: boolean): RefusedReason | null {
  if (refusal.refused === "not-allowed" && ofRoles.has(refusal.reason))
    return refusal.reason === "role" ? "role" : "operator";
  if (refusal.refused === "not-found") return isOfStranger ? "foreign-organization" : null;
  return (bySlug as Partial<Record<Refusal["refused"], RefusedReason>>)[refusal.refused] ?? null;
}

/** Whether one of so many in a window is told at once: the first, the tenth, the hundredth and so on. */
export function decideTellsRefusal(count: number): boolean {
  return Number.isInteger(Math.log10(count));
}
