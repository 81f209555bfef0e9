import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweeps } from "../../src/maintenance.ts";
import { connectBeside } from "../support/databases.ts";
import { setServer } from "../support/test-server.ts";

const year = 365 * 24 * 60 * 60 * 1000;

/** A row that is over, what makes it one that is not, and who would forget it. */
const used = {
  "a count that begins anew": {
    sweep: sweeps.sweepCounters,
    put: "insert into throttles (key, window_started_at, count) values ('k', $1, 1)",
    use: "update throttles set window_started_at = $1 where key = 'k'",
    look: "select 1 from throttles where key = 'k'",
  },
  "tries that are counted": {
    sweep: sweeps.sweepTryBudgets,
    put: "insert into try_budgets (key, window_started_at, tries, locks, failures, locked_until) values ('k', $1, 0, 0, 0, 0)",
    use: "update try_budgets set locked_until = $1 where key = 'k'",
    look: "select 1 from try_budgets where key = 'k'",
  },
  "mail that is held anew": {
    sweep: sweeps.sweepOutbox,
    put: "insert into held_mails (address_hash, digest_id, held, due_at) values ('k', 'mail_k', 1, $1)",
    use: "update held_mails set due_at = $1",
    look: "select 1 from held_mails",
  },
} as const;

/** On SQLite one writes after the other. */
describe("what is used while it is swept, on PostgreSQL", () => {
  const server = setServer("postgres", { quiet: true });
  let other: pg.Client;
  beforeAll(async () => {
    other = await connectBeside(server.databaseUrl);
  });
  afterAll(() => other.end());

  const isHeldUp = async (): Promise<boolean> => {
    const held = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await other.query(held)).rows.length > 0;
  };

  test.each(Object.entries(used))("%s is not forgotten", async (_, { sweep, put, use, look }) => {
    const now = server.clock.now();
    await other.query(put, [now - 3 * year]);
    await other.query("begin");
    await other.query(use, [now]);
    const swept = server.services.transact(({ tx }) => sweep(tx, now, 25));
    await expect.poll(isHeldUp).toBe(true);
    await other.query("commit");
    expect(await swept).toBe(0);
    expect((await other.query(look)).rows).toHaveLength(1);
  });
});
