import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { findCheckpoint } from "../../src/audit/log/read-log.ts";
import { exportLines, verifyLines } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { copyLog } from "../support/log.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

// Each as somebody with the database, but without the log's key, would do it; the bundle made of what is left is then checked.
const tampers: [name: string, statements: string[], line: number | "last" | undefined, says: RegExp][] = [
  ["data", [`update events set data = '{"method":"passkey","factor":null}' where leaf_index = 3`], 4, /was changed/],
  ["time", [`update events set at = at - 5 where leaf_index = 3`], 4, /was changed/],
  ["actor", [`update events set actor_kind = 'system', actor_id = null where leaf_index = 3`], 4, /was changed/],
  ["account", [`update events set account_id = 'acct_other' where leaf_index = 3`], 4, /was changed/],
  ["address", [`update events set ip = '192.0.2.1' where leaf_index = 2`], 3, /was changed/],
  [
    "two swapped",
    [
      `update events set leaf_index = -1 where leaf_index = 2`,
      `update events set leaf_index = 2 where leaf_index = 3`,
      `update events set leaf_index = 3 where leaf_index = -1`,
    ],
    3,
    /was changed/,
  ],
  ["the first removed", [`delete from events where leaf_index = 0`], 1, /was removed/],
  ["one in the middle removed", [`delete from events where leaf_index = 4`], 5, /was removed/],
  [
    "one in the middle removed with its leaf",
    [`delete from events where leaf_index = 4`, `delete from log_leaves where leaf_index = 4`],
    undefined,
    /place 4 is missing|no .* hash|hashes from/,
  ],
  ["the last one but the export's own", [`delete from events where leaf_index = 7`], 8, /was removed/],
  [
    "one called expired",
    [
      `delete from events where leaf_index = 4`,
      `update log_leaves set expired_at = 1, salts = null where leaf_index = 4`,
    ],
    5,
    /before its time/,
  ],
  [
    "one called erased",
    [
      `update events set data = '{}', ip = null, device = null, place = null where leaf_index = 4`,
      `update log_leaves set erased_at = 1, salts = substr(salts, 1, 16) where leaf_index = 4`,
    ],
    5,
    /never deleted/,
  ],
  [
    "a leaf made to fit other data",
    [`update log_leaves set hash = details_hash where leaf_index = 3`],
    1,
    /was changed/,
  ],
];

describe.each(dialects)("rows of the log that were tampered with, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  let restore: () => Promise<void>;
  let seen: string;
  beforeAll(async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    await (await new Person(server).signUp()).signIn();
    await server.seal();
    seen = (await findCheckpoint(server.services.database.read))!.note;
    restore = await copyLog(server);
  });

  const run = (statements: readonly string[]): Promise<void> =>
    server.services.transact(async ({ tx }) => {
      for (const statement of statements) await sql.raw(statement).execute(tx);
    });
  const judge = async (since?: string) => verifyLines(server.services, await exportLines(server.services), { since });

  test.each(tampers)("%s", async (_, statements, line, says) => {
    try {
      await run(statements);
      const verdict = await judge(seen).catch((error: unknown) => ({ ok: false, problem: (error as Error).message }));
      expect(verdict).toMatchObject({ ok: false, ...(line !== undefined && { line }) });
      expect("problem" in verdict ? verdict.problem : "").toMatch(says);
    } finally {
      await restore();
    }
    expect(await judge(seen)).toMatchObject({ ok: true });
  });

  test("all after the fifth cut off, and the log wound back to where it was: only who saw it later can tell", async () => {
    try {
      const state = await server.services.database.read.selectFrom("logState").selectAll().executeTakeFirstOrThrow();
      expect(state.size).toBeGreaterThan(6);
      // The log as it was after five: begun again from nothing, with the same five events.
      await run([
        `delete from events where leaf_index >= 5`,
        `update events set leaf_index = null`,
        ...["log_leaves", "log_nodes", "log_checkpoints", "log_state", "log_subjects"].map(
          (table) => `delete from ${table}`,
        ),
      ]);
      await server.seal();
      expect(await judge()).toMatchObject({ ok: true });
      expect(await judge(seen)).toMatchObject({
        ok: false,
        line: 1,
        problem: expect.stringMatching(/knows of 5 only/) as string,
      });
      // Grown to the same size again, it is another log.
      while ((await findCheckpoint(server.services.database.read))!.size < state.size + 2) {
        await (await new Person(server).signUp()).signIn();
        await server.seal();
      }
      expect(await judge(seen)).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/past was changed/) as string,
      });
    } finally {
      await restore();
    }
  });
});
