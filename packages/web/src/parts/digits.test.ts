import { expect, test } from "vitest";
import { digitsOf } from "./digits.ts";

test("digits of any width and script are typed", () => {
  for (const typed of ["123 456", "１２３-４５６", "١٢٣٤٥٦", "code: १२३४५६", "1\u200b23\u2212456"])
    expect(digitsOf(typed)).toBe("123456");
});
