import type { Person } from "./caller.ts";
import type { Tx } from "../database/database.ts";
import { lockAccount } from "../database/lock-account.ts";
import { refuse, type Refusal } from "../problems.ts";
import { findLive } from "./sessions.sql.ts";

/** Holds the caller's account until the transaction ends, and refuses when the session has ended since it was looked up. */
export async function holdCaller(tx: Tx, { account, session }: Person): Promise<Refusal<"not-signed-in"> | undefined> {
  await lockAccount(tx, account.id);
  return (await findLive(tx, session.id)) ? undefined : refuse("not-signed-in");
}
