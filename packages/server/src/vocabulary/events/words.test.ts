import { expect, test } from "vitest";
import { failureWords, flagWords } from "./words.ts";

test("what may as well be a security key is not told as a passkey alone", () => {
  const told = [...Object.values(failureWords), ...Object.values(flagWords)];
  const ofPasskeys = told.filter((words) => words.includes("passkey"));
  expect(ofPasskeys.length).toBeGreaterThan(5);
  for (const words of ofPasskeys) expect(words).toContain("passkey or security key");
});
