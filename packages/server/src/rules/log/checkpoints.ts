import { type Refusal, refuse } from "../../problems.ts";

/** Whether one tree can be shown to continue another: both known, the older not larger. */
export function decideConsistency(asked: {
  readonly from: number;
  readonly to: number;
  /** Of the newest checkpoint. */
  readonly size: number;
}): Refusal<"not-found"> | undefined {
  const { from, to, size } = asked;
  if (from <= to && to <= size) return undefined;
  return refuse("not-found", { detail: `The log proves sizes that do not fall, up to ${size}.` });
}

/** How long new entries may wait for a checkpoint while more of them come in; ten seconds is what is promised. */
const longestWaitSeconds = 5;

/** Whether a checkpoint is due although there is more to seal. */
export function isCheckpointDue(lastAt: number, now: number): boolean {
  return now - lastAt >= longestWaitSeconds * 1000;
}
