const day = 24 * 60 * 60 * 1000;
/** Sign-in history is promised for so long. */
const leastDays = 90;

/** Events from before this instant go. It moves once a day, so that a day's events go at once. */
export function expiresBefore(now: number, retentionDays: number): number {
  return Math.floor((now - Math.max(retentionDays, leastDays) * day) / day) * day;
}

/** From when on an organization's log can be read: the day so many days ago, whole. */
export function decideReadableFrom(now: number, days: number): number {
  return Math.floor((now - days * day) / day) * day;
}

/**
 * Which of these, oldest first, have expired. The first that is younger than the deployment keeps events ends the search: it
 * waits, and whatever stands behind it. An organization may keep its own longer.
 */
export function decideExpired<Old extends { readonly at: number; readonly organizationId: string | null }>(
  oldest: readonly Old[],
  { before, keptLonger, now }: { before: number; keptLonger: ReadonlyMap<string, number>; now: number },
): { readonly expired: Old[]; readonly isLast: boolean } {
  const young = oldest.findIndex(({ at }) => at >= before);
  const old = young < 0 ? oldest : oldest.slice(0, young);
  const expired = old.filter(({ at, organizationId }) => {
    const days = organizationId === null ? undefined : keptLonger.get(organizationId);
    return days === undefined || at < expiresBefore(now, days);
  });
  return { expired, isLast: young >= 0 };
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
