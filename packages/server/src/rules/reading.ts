const hour = 60 * 60 * 1000;

/** One reading of other people's events: by which session, of what, when. */
export interface Reading {
  readonly sessionId: string | null;
  readonly organizationId: string | null;
  /** Scope and filter, as JSON. */
  readonly data: string;
  readonly at: number;
}

/** Whether a further page belongs to the reading recorded last, so that it needs no event of its own. */
export function isSameReading(last: Reading | undefined, next: Reading): boolean {
  if (last?.sessionId !== next.sessionId || last.organizationId !== next.organizationId) return false;
  return last.data === next.data && next.at - last.at < hour;
}
