import { expect, test } from "vitest";
import { instant } from "./instant.ts";

test("an instant is what the platform writes", () => {
  const some = [
    0, 1, 999, 1000, 59_999, 86_399_999, 86_400_000, 951_782_400_000, 1_709_164_800_001, 1_795_339_282_644,
    4_102_444_799_999,
  ];
  for (let day = 0; day < 1500; day++) some.push(1_700_000_000_000 + day * 86_413_337);
  for (const at of some) expect(instant(at)).toBe(new Date(at).toISOString());
});
