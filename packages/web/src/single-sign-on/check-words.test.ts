import { expect, test } from "vitest";
import { checkWords } from "./check-words.ts";

test.each([
  ["name-id-format", "A lasting name for the person"],
  ["place", "There is a place here for the person"],
  ["groups", "Their groups were sent"],
  // Of a newer server.
  ["brand-new", "Brand new"],
  ["constructor", "Constructor"],
])("the check %s is called %s", (name, words) => {
  expect(checkWords(name)).toBe(words);
});
