import { describe, expect, test } from "vitest";
import { addressOf, encodeText, validityOf } from "./smpp-text.ts";

describe("texts for SMPP", () => {
  test("GSM 03.38 where every character is in it, with what stands behind an escape", () => {
    expect(encodeText("@£[€", 1)).toEqual({
      dataCoding: 0,
      isLong: false,
      parts: [Buffer.from([0x00, 0x01, 0x1b, 0x3c, 0x1b, 0x65])],
    });
    expect(encodeText("č", 1)).toEqual({ dataCoding: 8, isLong: false, parts: [Buffer.from([0x01, 0x0d])] });
  });

  test("160 letters are one message, 161 are two of at most 153; an escape is never cut from its letter", () => {
    expect(encodeText("a".repeat(160), 7)).toMatchObject({ isLong: false, parts: [{ length: 160 }] });
    const long = encodeText("a".repeat(161), 7);
    expect(long.parts.map((part) => [...part.subarray(0, 6), part.length])).toEqual([
      [5, 0, 3, 7, 2, 1, 159],
      [5, 0, 3, 7, 2, 2, 14],
    ]);
    const [first, second] = encodeText(`${"a".repeat(152)}€${"b".repeat(20)}`, 7).parts;
    expect([first!.length - 6, [...second!.subarray(6, 8)]]).toEqual([152, [0x1b, 0x65]]);
  });

  test("70 characters of UCS-2 are one message; a pair of surrogates is never cut", () => {
    expect(encodeText("č".repeat(70), 7).isLong).toBe(false);
    const { parts } = encodeText(`${"č".repeat(66)}😀${"č".repeat(5)}`, 300);
    expect(parts.map((part) => [part[3], part.length - 6])).toEqual([
      [300 & 0xff, 132],
      [300 & 0xff, 14],
    ]);
  });

  test("senders: a number, a short code, a name, none", () => {
    expect(["+4915112345678", "12345", "Example", ""].map(addressOf)).toEqual([
      { ton: 1, npi: 1, address: "4915112345678" },
      { ton: 3, npi: 0, address: "12345" },
      { ton: 5, npi: 0, address: "Example" },
      { ton: 0, npi: 0, address: "" },
    ]);
  });

  test("how long the centre may try", () => {
    expect([600, 59.9, 0, 90_000].map(validityOf)).toEqual([
      "000000001000000R",
      "000000000059000R",
      "000000000001000R",
      "000000235959000R",
    ]);
  });
});
