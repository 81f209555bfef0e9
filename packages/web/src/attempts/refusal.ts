import { isProblem } from "@mortise/sdk";
import type { Kind, WayIn } from "../app/api-types.ts";
import { explain } from "../app/trouble.ts";
import { plural } from "../parts/format.ts";
import { attemptText, kindText } from "./strings.ts";

/** What came of a proof that was not accepted. */
export type Refusal =
  | { is: "rejected"; triesLeft: number; unknownPasskey: boolean }
  | { is: "paused"; until: string }
  | { is: "spent" }
  | { is: "closed" }
  | { is: "secured" }
  | { is: "sso-required"; redirect: WayIn | undefined }
  | { is: "trouble"; words: string };

export function refusalOf(error: unknown): Refusal {
  if (isProblem(error, "proof-rejected")) {
    const { triesLeft = 0, unknownCredential } = error.members;
    return triesLeft > 0 ? { is: "rejected", triesLeft, unknownPasskey: unknownCredential === true } : { is: "spent" };
  }
  if (isProblem(error, "too-many-attempts") && error.members.reason === undefined)
    return { is: "paused", until: error.members.retryAt };
  if (isProblem(error, "attempt-closed") || isProblem(error, "not-found")) return { is: "closed" };
  if (isProblem(error, "not-allowed") && error.members.reason === "suspended")
    return { is: "trouble", words: attemptText.suspended };
  if (isProblem(error, "not-allowed") && error.members.reason === "secured") return { is: "secured" };
  if (isProblem(error, "not-allowed") && error.members.reason === "sso-required")
    return { is: "sso-required", redirect: error.members.redirect };
  return { is: "trouble", words: explain(error) };
}

const warnFrom = 3;

/** Tries are counted aloud from three down: earlier it only frightens. */
export function withTriesLeft(words: string, triesLeft: number): string {
  return triesLeft > warnFrom ? words : `${words} ${plural(triesLeft, attemptText.triesLeft)}`;
}

/** The words for a refused proof of this kind, if there is something to say beside it. */
export function fieldError(refusal: Refusal | null, kind: Kind): string | undefined {
  if (refusal?.is === "rejected") {
    const unknown = kind === "passkey" && refusal.unknownPasskey;
    return withTriesLeft(unknown ? attemptText.unknownPasskey : kindText[kind].wrong, refusal.triesLeft);
  }
  if (refusal?.is === "trouble") return refusal.words;
  return undefined;
}
