import { expect, test } from "vitest";
import { decideSending } from "./sending.ts";

test.each([
  ["a proven domain", { isCapturing: true, isRequired: false }, { isRequired: false, goesOn: true }],
  ["one that requires it", { isCapturing: true, isRequired: true }, { isRequired: true, goesOn: true }],
  ["one whose record was lost", { isCapturing: false, isRequired: false }, { isRequired: false, goesOn: false }],
  ["the same, that requires it", { isCapturing: false, isRequired: true }, { isRequired: false, goesOn: false }],
])("%s", (_name, facts, sending) => {
  expect(decideSending(facts)).toEqual(sending);
});
