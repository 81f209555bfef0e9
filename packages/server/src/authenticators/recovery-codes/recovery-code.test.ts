import { describe, expect, test } from "vitest";
import { type Keys, readRootKey } from "../../crypto/keys.ts";
import { systemRandom } from "../../crypto/random.ts";
import { formatRecoveryCode, hashRecoveryCode, newRecoveryCode, normalizeRecoveryCode } from "./recovery-code.ts";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");

describe("recovery codes", () => {
  test("are 24 letters of Crockford's alphabet, 120 bits, and forgive how they are typed", () => {
    for (let time = 0; time < 200; time++) expect(newRecoveryCode(systemRandom)).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/);
    expect(formatRecoveryCode("ABCDEFGHJKMNPQRSTVWXYZ01")).toBe("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01");
    for (const typed of [
      "01ABC-DEFGH",
      "01abcdefgh",
      "oiabc defgh",
      "OLABC–DEFGH",
      " 0 1 a b c-defgh ",
      "０１ａｂｃ－ｄｅｆｇｈ",
      "01abc\u2212de\u00adfg\u200bh",
    ])
      expect(normalizeRecoveryCode(typed)).toBe("01ABCDEFGH");
  });
  test("are hashed under a key and for one account", () => {
    const keys = [key(1), key(2)].map((text) => readRootKey(text)!) as unknown as Keys;
    const [first, second] = hashRecoveryCode(keys, "acct_1", "01ABCDEFGH");
    expect(first).not.toEqual(second);
    expect(hashRecoveryCode(keys, "acct_2", "01ABCDEFGH")[0]).not.toEqual(first);
  });
});
