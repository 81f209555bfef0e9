import { isProblem } from "@mortise/sdk";

/** What became of a change that nobody answered: never sent, made, not made, or still unknown. */
type Fate = "offline" | "made" | "not-made" | "unknown";

/** In place of "no answer came": what the server says when it is asked afterwards. */
export class ChangeError extends Error {
  override readonly name = "ChangeError";
  readonly fate: Fate;

  constructor(fate: Fate, cause?: unknown) {
    super(`The change: ${fate}`, { cause });
    this.fate = fate;
  }
}

/** Whether an error leaves open if the change was made: cut off on its way, or failed over there. */
export function isUnclear(error: unknown): boolean {
  return isProblem(error, "unreachable") || isProblem(error, "fault") || isProblem(error, "unavailable");
}
