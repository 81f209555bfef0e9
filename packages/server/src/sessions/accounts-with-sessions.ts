import type { Reader } from "../database/database.ts";
import { listAccountsWithSessions } from "./changes.sql.ts";

const batch = 500;

/** Every account with a session that has not ended, a few at a time. What begins meanwhile may be among them. */
export async function* accountsWithSessions(read: Reader): AsyncGenerator<string> {
  for (let after = ""; ;) {
    const ids = await listAccountsWithSessions(read, after, batch);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
