import type { Person } from "./caller.ts";
import type { Tx } from "../database/database.ts";
import { lockAccount } from "../database/lock-account.ts";
import { refuse, type Refusal } from "../problems.ts";
import { equalBytes } from "../crypto/hash.ts";
import type { Session } from "./session.ts";
import { findLive } from "./sessions.sql.ts";

/**
 * Holds the caller's account until the transaction ends, and refuses when the session has ended since it was looked up, or
 * has another token by now: of two changes at once the second asks again, with what the first one answered.
 */
export async function holdCaller(tx: Tx, { account, session }: Person): Promise<Refusal<"not-signed-in"> | undefined> {
  await lockAccount(tx, account.id);
  return (await isCurrent(tx, session)) ? undefined : refuse("not-signed-in");
}

/** Whether a session still lives under the token it was found by. */
export async function isCurrent(tx: Tx, { id, tokenHash }: Pick<Session, "id" | "tokenHash">): Promise<boolean> {
  const row = await findLive(tx, id);
  return row !== undefined && equalBytes(row.tokenHash, tokenHash);
}
