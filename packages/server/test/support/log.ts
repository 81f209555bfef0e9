import { recordEvent } from "../../src/audit/record-event.ts";
import type { TestServer } from "./test-server.ts";

/** Records so many events of a few accounts in one transaction. */
export async function recordMany({ services }: TestServer, count: number, accounts = 7): Promise<void> {
  await services.transact(async (work) => {
    for (let at = 0; at < count; at++)
      await recordEvent(work, {
        type: "sign-in.rejected",
        accountId: `acct_${at % accounts}`,
        actor: { kind: "anonymous" },
        organizationId: at % 3 === 0 ? "orgn_1" : null,
        data: { method: "password", factor: "password", reason: "wrong-password" },
      });
  }, "crash");
}

const tables = ["events", "logLeaves", "logNodes", "logCheckpoints", "logState"] as const;

/** Copies the log as it is. Answers how to put it back. */
export async function copyLog({ services: { database } }: TestServer): Promise<() => Promise<void>> {
  const copies = await Promise.all(tables.map((table) => database.read.selectFrom(table).selectAll().execute()));
  return () =>
    database.transact(async (tx) => {
      for (const [at, table] of tables.entries()) {
        await tx.deleteFrom(table).execute();
        const rows = copies[at]!;
        for (let from = 0; from < rows.length; from += 100)
          await tx
            .insertInto(table)
            .values(rows.slice(from, from + 100))
            .execute();
      }
    });
}
