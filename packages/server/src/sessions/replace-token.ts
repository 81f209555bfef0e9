import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import type { Work } from "../services.ts";
import type { Person } from "./caller.ts";
import { setToken } from "./changes.sql.ts";

/** What became of a caller's session with what they changed. */
export interface ChangedSession {
  /** The only copy of its new token; null for a program that has not said it takes one, and when it ended. */
  readonly newToken: string | null;
  /** Nothing that proved it is left. */
  readonly endsSession: boolean;
}

/**
 * Gives the caller's session a new token: who copied the old one is out with the change that its owner made. To be called
 * wherever password, address or factor change, behind `holdCaller` (docs/decisions/0043).
 */
export async function replaceToken({ tx, random }: Work, { session, client }: Person): Promise<ChangedSession> {
  const newToken = client.takesNewToken ? randomToken(random) : null;
  const lives = await setToken(tx, session.id, newToken === null ? session.tokenHash : sha256(newToken));
  return { newToken: lives ? newToken : null, endsSession: !lives };
}
