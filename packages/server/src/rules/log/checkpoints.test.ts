import { expect, test } from "vitest";
import { decideConsistency, isCheckpointDue } from "./checkpoints.ts";

test.each([
  ["from the beginning", 0, 5, 9, true],
  ["up to the newest", 5, 9, 9, true],
  ["with itself", 5, 5, 9, true],
  ["beyond the newest", 5, 10, 9, false],
  ["of sizes that fall", 6, 5, 9, false],
  ["of an empty log", 0, 0, 0, true],
])("the log proves that it continues: %s", (_name, from, to, size, may) => {
  const refusal = decideConsistency({ from, to, size });
  const detail = `The log proves sizes that do not fall, up to ${size}.`;
  expect(refusal).toEqual(may ? undefined : { refused: "not-found", detail });
});

test.each([
  [4999, false],
  [5000, true],
  [5001, true],
])("a checkpoint is due %i milliseconds after the last: %s", (now, expected) => {
  expect(isCheckpointDue(0, now)).toBe(expected);
});
