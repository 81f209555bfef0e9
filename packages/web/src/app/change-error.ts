import { isProblem } from "@mortise/sdk";

/** What became of a change that nobody answered: never sent, made, in part, not made, or still unknown. */
type Fate = "offline" | "made" | "partly" | "not-made" | "unknown";

/** In place of "no answer came": what the server says when it is asked afterwards. */
export class ChangeError extends Error {
  override readonly name = "ChangeError";
  readonly fate: Fate;
  /** Whoever asked for it did not wait for the answer. */
  readonly isCancelled: boolean;

  constructor(fate: Fate, cause?: unknown, isCancelled = false) {
    super(`The change: ${fate}`, { cause });
    this.fate = fate;
    this.isCancelled = isCancelled;
  }
}

/** Whether a change was made though its answer got lost: what follows a success follows then, too, where it is still waited for. */
export function wasMade(error: unknown): boolean {
  return error instanceof ChangeError && error.fate === "made" && !error.isCancelled;
}

/** Whether an error leaves open if the change was made: cut off on its way, or failed over there. */
export function isUnclear(error: unknown): boolean {
  return isProblem(error, "unreachable") || isProblem(error, "fault") || isProblem(error, "unavailable");
}
