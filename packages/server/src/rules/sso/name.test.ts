import { expect, test } from "vitest";
import { decideName } from "./name.ts";

test.each<[string, string | null, string]>([
  ["as it is said", "Kim Doe", "Kim Doe"],
  ["nothing said", null, "kim.d"],
  ["blanks", "  \n ", "kim.d"],
  ["lines", "Kim\r\nYour account was breached", "kim.d"],
  ["a NUL", "Kim\u0000", "kim.d"],
  ["marks that turn text", "Kim \u202egnihton", "kim.d"],
  ["half a letter", "Kim \ud83d", "kim.d"],
  ["nothing to be seen", "\u200b\u2800", "kim.d"],
  ["too long", "K".repeat(500), "K".repeat(100)],
])("%s", (_name, said, name) => {
  expect(decideName(said, "kim.d@acme.example")).toBe(name);
});

test("a name is not cut within a letter", () => {
  expect(decideName(`${"K".repeat(99)}\u{1f600}`, "kim@acme.example")).toBe("kim");
});
