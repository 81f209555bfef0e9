import type { CurrentSession } from "./api-types.ts";

/**
 * Until when a confirmation that was asked for spares the next one; null when none was. Signing in is no answer to
 * "Confirm it's you", and a text message stops counting as soon as anything better is there.
 */
export function confirmedUntil(
  session: Pick<CurrentSession, "proofs" | "createdAt" | "confirmedAt" | "confirmedUntil">,
): string | null {
  if (session.confirmedUntil === null) return null;
  const openedAt = Date.parse(session.createdAt);
  const given = session.proofs.filter(({ kind, at }) => kind !== "phone" && Date.parse(at) > openedAt);
  if (given.length === 0) return null;
  const newest = Math.max(...given.map(({ at }) => Date.parse(at)));
  const windowMs = Date.parse(session.confirmedUntil) - Date.parse(session.confirmedAt);
  return new Date(newest + windowMs).toISOString();
}
