/** The last instant there is (ECMAScript). */
const lastMs = 8.64e15;

/** A NumericDate (RFC 7519 §2) as an instant in whole Unix milliseconds; null for what is none, or before there were any. */
export function instantOf(value: unknown): number | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const instant = Math.floor(value * 1000);
  return instant >= 0 && instant <= lastMs ? instant : null;
}
