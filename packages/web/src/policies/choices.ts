/** As long as a policy can be: no limit beside the deployment's own. */
export const noLimitSeconds = 31_536_000;

const [minute, hour, day] = [60, 3600, 86_400];

export const graceDays = [0, 7, 14, 30, 60, 90];
export const idleSeconds = [15 * minute, 30 * minute, hour, 8 * hour, day, 7 * day, 30 * day];
export const absoluteSeconds = [hour, 8 * hour, 12 * hour, day, 7 * day, 30 * day, 90 * day];
export const rememberDays = [0, 1, 7, 30, 90];
export const windowSeconds = [minute, 5 * minute, 10 * minute, 30 * minute, hour];
export const retentionDays = [90, 180, 365, 730, 1095, 2555];

/** The usual values, and the one there is, however unusual. */
export function withCurrent(usual: number[], current: number | undefined): number[] {
  return current === undefined || usual.includes(current) ? usual : [...usual, current].toSorted((a, b) => a - b);
}
