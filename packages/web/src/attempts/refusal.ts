import { isProblem } from "@mortise/sdk";
import { explain } from "../app/trouble.ts";
import { plural } from "../parts/format.ts";
import { attemptText, kindText } from "./strings.ts";
import type { ProvableKind } from "./ways.ts";

/** What came of a proof that was not accepted. */
export type Refusal =
  | { is: "rejected"; triesLeft: number }
  | { is: "paused"; until: string }
  | { is: "spent" }
  | { is: "closed" }
  | { is: "trouble"; words: string };

export function refusalOf(error: unknown): Refusal {
  if (isProblem(error, "proof-rejected")) {
    const { triesLeft } = error.members;
    return triesLeft > 0 ? { is: "rejected", triesLeft } : { is: "spent" };
  }
  if (isProblem(error, "too-many-attempts")) return { is: "paused", until: error.members.retryAt };
  if (isProblem(error, "attempt-closed") || isProblem(error, "not-found")) return { is: "closed" };
  return { is: "trouble", words: explain(error) };
}

const warnFrom = 3;

/** Tries are counted aloud from three down: earlier it only frightens. */
export function withTriesLeft(words: string, triesLeft: number): string {
  return triesLeft > warnFrom ? words : `${words} ${plural(triesLeft, attemptText.triesLeft)}`;
}

/** The words under the field for a refused proof of this kind, if they belong there. */
export function fieldError(refusal: Refusal | null, kind: ProvableKind): string | undefined {
  if (refusal?.is === "rejected") return withTriesLeft(kindText[kind].wrong, refusal.triesLeft);
  if (refusal?.is === "trouble") return refusal.words;
  return undefined;
}
