const day = 24 * 60 * 60 * 1000;
/** Sign-in history is promised for so long. */
const leastDays = 90;

/** Events from before this instant go. It moves once a day, so that a day's events go at once. */
export function expiresBefore(now: number, retentionDays: number): number {
  return Math.floor((now - Math.max(retentionDays, leastDays) * day) / day) * day;
}

/** How many of these, oldest first, have expired: the rest waits, and whatever stands behind it. */
export function countExpired(oldest: readonly { readonly at: number }[], before: number): number {
  const first = oldest.findIndex(({ at }) => at >= before);
  return first < 0 ? oldest.length : first;
}

/** Up to when events may have been forgotten: as the log says, whose newest word anyone with the database can add, but nothing younger than is always kept. */
export function boundForgotten(said: readonly number[], now: number): number | null {
  return said.length > 0 ? Math.min(Math.max(...said), expiresBefore(now, leastDays)) : null;
}

/** Whether an event was forgotten after this instant. */
export function isForgottenSince(
  { erasedAt, expiredAt }: { readonly erasedAt: number | null; readonly expiredAt: number | null },
  at: number,
): boolean {
  return Math.max(erasedAt ?? 0, expiredAt ?? 0) > at;
}
