import type { Ender } from "../services.ts";
import { markProvenFailed, markVouchedFailed } from "./attempts.sql.ts";

/**
 * Fails the attempts of an account in which something was proven, or that a session began: the proof would outlive what is ended.
 * One without a proof is worth nothing, and whoever began it for an address is not told that anything happened to its account.
 */
export const endAttempts: Ender<"attempts"> = ({ tx, now }, ended, { keeps }) => {
  if (ended.of === "connection") {
    const { connectionId, accountId } = ended;
    return markVouchedFailed(tx, { connectionId, accountId }, now());
  }
  return markProvenFailed(tx, { accountId: ended.accountId, exceptSessionId: keeps?.sessionId ?? null }, now());
};
