import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsvRow, writeCsvRow } from "./csv.ts";

describe("a row of CSV", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49", "'+49"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["'=1+1", "''=1+1"],
    ["Maya", "Maya"],
    ["1=1", "1=1"],
    ['say "x", please', '"say ""x"", please"'],
    ["=1,1", '"\'=1,1"'],
  ])("holds %j as %s: nothing a spreadsheet would run", (cell, written) => {
    expect(writeCsvRow([cell])).toBe(`${written}\r\n`);
  });

  test("is read back as it was, whatever stands in it", () => {
    const cells = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 });
    const formulas = fc.array(fc.stringMatching(/^'{0,3}[=+\-@\t\r]?[",\r\n]?.?$/), { minLength: 1 });
    fc.assert(
      fc.property(fc.oneof(cells, formulas), (row) => {
        expect(readCsvRow(writeCsvRow(row).slice(0, -2))).toEqual(row);
      }),
    );
  });
});
