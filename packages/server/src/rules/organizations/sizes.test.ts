import { expect, test } from "vitest";
import { decideOneMore } from "./sizes.ts";

test.each([
  ["workspaces", 0, undefined],
  ["workspaces", 999, undefined],
  ["workspaces", 1000, /at most 1,000 workspaces\. Delete one/],
  ["workspaces", 1001, /at most 1,000 workspaces/],
  ["invitations", 999, undefined],
  ["invitations", 1000, /1,000 invitations .* Wait until some are accepted, or take some back/],
] as const)("one more of %s beside %i", (what, there, words) => {
  const refusal = decideOneMore(what, there);
  expect(refusal?.reason).toBe(words && "too-many");
  expect(refusal?.refused).toBe(words && "conflict");
  if (words) expect(refusal?.detail).toMatch(words);
});
