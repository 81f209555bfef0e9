import type { FlagReason } from "../vocabulary/events/words.ts";
import type { Evidence } from "../rules/sessions/trust.ts";

type Words = (before: string, after: string) => string;

// A closed record: a new reason does not compile until it is said in words.
const words: Readonly<Record<FlagReason, Words>> = {
  "browser-changed": (before, after) => `it was opened in ${before} and was now used from ${after}`,
  "os-changed": (before, after) => `it was opened on ${before} and was now used from ${after}`,
  "impossible-travel": () => "it moved from one country to another faster than a plane flies",
  "listed-network": () => "it was used from a network that we don't trust",
  "failed-step-ups": () => "too many wrong answers were given when it was asked to confirm it's you",
  "cloned-key": () => "a copy of one of your passkeys or security keys seems to be in use",
  "by-operator": () => "our support team asked for it",
};

/** What was seen, as the rest of a sentence that its owner reads. */
export function describeEvidence({ reason, text }: Evidence): string {
  const [before = "", after = ""] = text.slice(reason.length + 1).split(">");
  return words[reason](before, after);
}
