import { refuse, type Refusal } from "../problems.ts";

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
