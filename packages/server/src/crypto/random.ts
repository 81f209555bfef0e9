import { randomFillSync } from "node:crypto";

/** Source of unpredictable bytes; the only part of `Services` tests never replace. */
export type Random = (bytes: number) => Uint8Array;

// A call into the operating system costs more than the bytes: small requests share one.
const pool = new Uint8Array(8192);
let used = pool.length;

/** Bytes from the operating system's generator. Each is handed out once and wiped from the pool. */
export const systemRandom: Random = (bytes) => {
  if (bytes > 256) return randomFillSync(new Uint8Array(bytes));
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = new Uint8Array(bytes);
  // For so few, a loop costs less than two calls.
  for (let at = 0; at < bytes; at++, used++) {
    taken[at] = pool[used]!;
    pool[used] = 0;
  }
  return taken;
};

/** A bearer secret of 256 random bits as base64url text (43 characters). */
export function randomToken(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** Decimal digits, each value as likely as any other: what does not fit a whole number of times is drawn again. */
export function randomDigits(random: Random, length: number): string {
  const values = 10 ** length;
  const fitting = Math.floor(2 ** 32 / values) * values;
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const drawn = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (drawn < fitting) return String(drawn % values).padStart(length, "0");
  }
}
