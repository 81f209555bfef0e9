import { describe, expect, test } from "vitest";
import { decideCertificateWarning } from "./certificate-warnings.ts";

const day = 24 * 60 * 60 * 1000;

describe("when owners are told that a certificate ends", () => {
  test.each<[string, number, number | null, number | null]>([
    ["31 days before: not yet", 31, null, null],
    ["30 days before", 30, null, 30],
    ["20 days before, told at 30", 20, 30, null],
    ["14 days before, told at 30", 14, 30, 14],
    ["at once where nobody was told", 10, null, 14],
    ["3 days before", 3, 14, 3],
    ["2 days before, told at 3", 2, 3, null],
    ["at its end", 0, 3, 0],
    ["after its end, told", -5, 0, null],
    ["long after its end, never told", -400, null, 0],
  ])("%s", (_name, days, warnedDays, expected) => {
    expect(decideCertificateWarning({ notAfter: days * day, warnedDays }, 0)).toBe(expected);
  });
});
