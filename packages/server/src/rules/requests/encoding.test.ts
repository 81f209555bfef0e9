import { expect, test } from "vitest";
import { decidePacking } from "./encoding.ts";

const both = ["br", "gzip"] as const;

test.each([
  // What browsers, programs and proxies send.
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate, br", "br"],
  ["gzip, deflate", "gzip"],
  ["br", "br"],
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", undefined],
  ["zstd", undefined],
  [null, undefined],
  [undefined, undefined],
  ["", undefined],
  ["identity", undefined],
  // In any spelling.
  ["BR", "br"],
  ["GZip", "gzip"],
  ["  br\t,\tgzip  ", "br"],
  ["br ; q=1 , gzip;q=1", "br"],
  ["br;Q=0.5", "br"],
  ["br;q=1.000", "br"],
  ["br;q=0.001", "br"],
  ["br;q=1.", "br"],
  [",,gzip,,", "gzip"],
  // What is refused.
  ["br;q=0", undefined],
  ["br;q=0.0", undefined],
  ["br;q=0.000", undefined],
  ["br; q=0, gzip", "gzip"],
  ["BR;Q=0, gzip", "gzip"],
  ["gzip;q=0, br;q=0", undefined],
  ["br, br;q=0", undefined],
  ["br;q=0, br", undefined],
  // Whichever is wanted more; of equals the smaller.
  ["gzip;q=1.0, br;q=0.5", "gzip"],
  ["gzip;q=0.5, br;q=0.6", "br"],
  ["gzip;q=0.5, br;q=0.5", "br"],
  ["gzip, br;q=0.999", "gzip"],
  // As it is.
  ["identity, br;q=0.5", undefined],
  ["identity;q=0.5, br;q=0.5", "br"],
  ["identity;q=0.5, gzip;q=0.4", undefined],
  ["identity;q=0", undefined],
  ["identity;q=0, gzip", "gzip"],
  ["identity;q=0, br;q=0, gzip;q=0", undefined],
  // Any other.
  ["*", "br"],
  ["*;q=0", undefined],
  ["*;q=0.1", "br"],
  ["br;q=0, *", "gzip"],
  ["*, br;q=0", "gzip"],
  ["gzip, *;q=0", "gzip"],
  ["identity, *;q=0", undefined],
  ["identity;q=0, *", "br"],
  ["deflate, *;q=0.5", "br"],
  ["gzip, *;q=0.5", "gzip"],
  // What means nothing asks for nothing.
  ["br;q=1.1", undefined],
  ["br;q=-1", undefined],
  ["br;q=0.0001", undefined],
  ["br;q=", undefined],
  ["br;q", undefined],
  ["br;q=high", undefined],
  ["br;level=11", undefined],
  ["br;q=1;q=0", undefined],
  ["br gzip", undefined],
  ["br\u00a0", undefined],
  ["brotli", undefined],
  ["*br", undefined],
  ["br;q=x, gzip", "gzip"],
] as const)("to whoever accepts %j a file goes as %s", (accepted, expected) => {
  expect(decidePacking(accepted, both)).toBe(expected);
});

test.each([
  ["br, gzip", ["gzip"], "gzip"],
  ["br", ["gzip"], undefined],
  ["*", ["gzip"], "gzip"],
  ["gzip", ["br"], undefined],
  ["br, gzip", [], undefined],
  ["*;q=1, identity;q=0", [], undefined],
] as const)("to whoever accepts %j a file that is there as %j goes as %s", (accepted, there, expected) => {
  expect(decidePacking(accepted, there)).toBe(expected);
});
