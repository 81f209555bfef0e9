import { sha256 } from "../crypto/hash.ts";
import type { Reader } from "../database/database.ts";
import { type ToldEnding, toldEndings } from "../vocabulary/endings.ts";
import { findEndedReason } from "./sessions.sql.ts";

const ends: Readonly<Record<string, ToldEnding>> = toldEndings;

/** Why a token opens nothing any more, for whoever holds it; undefined where it never opened anything. */
export async function whyEnded(read: Reader, token: string): Promise<ToldEnding | undefined> {
  if (token.length !== 43) return undefined;
  const reason = await findEndedReason(read, sha256(token));
  if (reason === undefined) return undefined;
  return reason === null ? "expired" : ends[reason];
}
