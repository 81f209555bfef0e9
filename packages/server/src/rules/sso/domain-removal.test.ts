import { expect, test } from "vitest";
import { decideRemoval } from "./domain-removal.ts";

test.each([
  [false, undefined],
  [true, "would-strand"],
])("needed by what is required: %s, refused: %s", (isNeeded, slug) =>
  expect(decideRemoval("acme.example", isNeeded)?.refused).toBe(slug),
);
