import { expect, test } from "vitest";
import { CeremonyError, explainCeremony, troubleOf } from "./trouble.ts";
import { askingText, makingText } from "./strings.ts";

function named(name: string): Error {
  return Object.assign(new Error("the browser's own words"), { name });
}

test.each([
  ["NotAllowedError", "closed"],
  ["InvalidStateError", "bound-already"],
  ["ConstraintError", "no-authenticator"],
  ["NotSupportedError", "unsupported"],
  ["SecurityError", "wrong-site"],
  ["UnknownError", "device-failed"],
  ["AbortError", "abandoned"],
])("%s is %s", (name, trouble) => {
  expect(troubleOf(named(name), 2000, 600_000)).toBe(trouble);
});

test("a prompt that closed when its time was over has timed out", () => {
  expect(troubleOf(named("NotAllowedError"), 600_000, 600_000)).toBe("timed-out");
});

test("every failure has words of ours, and a ceremony these pages ended has none", () => {
  for (const words of [askingText, makingText]) {
    for (const trouble of ["closed", "timed-out", "no-authenticator", "bound-already", "wrong-site"] as const)
      expect(explainCeremony(new CeremonyError(trouble, named("any")), words)).toBe(words[trouble]);
    expect(explainCeremony(new CeremonyError("abandoned", named("AbortError")), words)).toBeUndefined();
  }
});
