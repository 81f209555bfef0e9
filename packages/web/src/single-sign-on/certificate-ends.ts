import type { SsoConnection } from "../app/api-types.ts";

const monthMs = 30 * 86_400_000;

/** When the last of the certificates ends that are accepted now. */
export function lastEnd(certificates: SsoConnection["certificates"]): string | undefined {
  const ends = certificates.filter(({ waits }) => !waits).map(({ notAfter }) => notAfter);
  return ends.sort((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}

/** Whether that is near enough to be told of. */
export function isSoon(end: string, now: number): boolean {
  return Date.parse(end) - now < monthMs;
}
