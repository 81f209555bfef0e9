import { beforeAll, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/database/dialects.ts";
import { sweeps } from "../../src/maintenance.ts";
import { ask } from "../support/ask.ts";
import { connectBeside, dialects } from "../support/databases.ts";
import { isSmall, listScans, recordTexts } from "../support/plans.ts";
import { setServer } from "../support/test-server.ts";

// Every suite holds what the product asks against its plan when a server of it closes (support/plans.ts). Here is what runs by
// itself, so that nothing of it is missed, and that the check finds what it is there for.

describe("what the check finds", () => {
  test.each([
    ["a sweep without an index", `delete from "sessions" where "last_seen_at" < ?`],
    ["one of several without", `delete from "sessions" where "expires_at" < ? or "last_seen_at" < ?`],
    ["a bounded one", `delete from "sessions" where "id" in (select "id" from "sessions" where "ip" = ? limit ?)`],
    ["under another name", `select s.id from sessions s where s.ip = ?`],
    ["in its order, through an index", `select "id" from "sessions" where "ip" = ? order by "id" limit ?`],
    ["inside", `select 1 where exists (select 1 from "outbox" as "o" where "o"."recipient" = ?)`],
    [
      "an index made for one question",
      `select 1 from accounts a join alert_mails m on m.mail_id = a.name where a.id = ?`,
    ],
  ])("%s", async (_, text) => {
    expect(await listScans(text, "sessions/sessions.sql.ts")).not.toEqual([]);
  });

  test.each([
    [`delete from "sessions" where "expires_at" < ?`],
    [`select "id" from "events" where "leaf_index" is null order by "id" limit 1`],
    [`select * from "log_witnesses"`],
    [`select "id" from "accounts" where "id" in (select value from json_each(?))`],
  ])("and lets pass: %s", async (text) => {
    expect(await listScans(text, "sessions/sessions.sql.ts")).toEqual([]);
  });
});

test("who deletes a row finds what refers to it by an index", async () => {
  const schema = openSqlite(await ask("sqlite"), { readOnly: true });
  const all = <Row>(text: string): Row[] => schema.prepare(text).all() as Row[];
  const tables = all<{ name: string }>("select name from sqlite_schema where type = 'table'");
  const without = tables.flatMap(({ name }) => {
    const indexes = all<{ name: string; partial: number }>(`pragma index_list(${name})`)
      .filter(({ partial }) => partial === 0)
      .map((index) => all<{ name: string }>(`pragma index_info(${index.name})`).map((column) => column.name));
    const keys = new Map<number, string[]>();
    for (const { id, from } of all<{ id: number; from: string }>(`pragma foreign_key_list(${name})`))
      keys.set(id, [...(keys.get(id) ?? []), from]);
    return [...keys.values()]
      .filter((key) => !indexes.some((index) => key.every((column) => index.slice(0, key.length).includes(column))))
      .map((key) => `${name} (${key.join(", ")})`);
  });
  schema.close();
  expect(tables.length).toBeGreaterThan(40);
  expect(without).toEqual([]);
});

describe.each(dialects)("what time does, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  beforeAll(async () => {
    await server.services.transact(async ({ tx }) => {
      const account = {
        email: "a@example.com",
        emailKey: "a@example.com",
        emailVerifiedAt: 1,
        name: "A",
        createdAt: 1,
      };
      await tx
        .insertInto("accounts")
        .values({ id: "acct_a", ...account })
        .execute();
      const row = { accountId: "acct_a", proofs: "[]", createdAt: 1, method: "password", ip: "", browser: "", os: "" };
      const session = (number: number, { endedAt, expiresAt }: { endedAt: number | null; expiresAt: number }) => ({
        ...{
          ...row,
          id: `sess_${number}`,
          tokenHash: Buffer.from(String(number).padStart(32, "0")),
          lastSeenAt: 1,
          expiresAt,
          endedAt,
        },
      });
      const later = server.clock.now() + 1000;
      const sessions = Array.from({ length: 260 }, (_, at) =>
        session(at, at % 2 ? { endedAt: 5, expiresAt: later } : { endedAt: null, expiresAt: 5 }),
      );
      const kept = [
        session(260, { endedAt: later, expiresAt: later }),
        session(261, { endedAt: null, expiresAt: later }),
      ];
      for (const values of [...sessions, ...kept]) await tx.insertInto("sessions").values(values).execute();
      const checkpoint = { root: Buffer.alloc(32), note: "" };
      const signed = [1, 2, 3, 3_600_000].map((at, size) => ({ ...checkpoint, at, size: size + 1 }));
      for (const values of signed) await tx.insertInto("logCheckpoints").values(values).execute();
    });
  });

  test.each(Object.entries(sweeps))("%s reads no table, and forgets so many at a time", async (name, sweep) => {
    const { services } = server;
    const texts = await recordTexts(() => services.transact(({ tx }) => sweep(tx, services.now(), 1)));
    const deletions = texts.filter((text) => text.startsWith("delete"));
    expect(deletions).not.toEqual([]);
    // Or those it has looked at before, given by their numbers.
    for (const text of deletions) expect(text).toMatch(/ limit (\?|\$\d+)\)$|where size in \(select/);
    for (const text of texts)
      expect(dialect === "sqlite" ? await listScans(text, name) : await scansOnPostgres(text), text).toEqual([]);
  });

  test("an old checkpoint is looked at once", async () => {
    const { services } = server;
    const sweep = (most: number) => services.transact(({ tx }) => sweeps.sweepCheckpoints(tx, services.now(), most));
    const sizes = async () => {
      const rows = await services.read.selectFrom("logCheckpoints").select("size").orderBy("size").execute();
      return rows.map(({ size }) => size);
    };
    expect([await sweep(2), await sizes()]).toEqual([2, [3, 4]]);
    expect([await sweep(7), await sizes()]).toEqual([1, [3, 4]]);
    expect(await sweep(7)).toBe(0);
  });

  test("however many sessions are over, they go, few at a time", async () => {
    const { services } = server;
    const sweep = (most: number) => services.transact(({ tx }) => sweeps.sweepSessions(tx, services.now(), most));
    expect(await sweep(7)).toBe(7);
    // Of both kinds, and no more than was asked.
    expect(await sweep(140)).toBe(140);
    await server.maintain();
    const left = await services.read.selectFrom("sessions").select("id").orderBy("id").execute();
    expect(left.map(({ id }) => id)).toEqual(["sess_260", "sess_261"]);
    expect(await sweep(7)).toBe(0);
  });

  /** The parts of a plan that read a table without knowing where to look, when the planner avoids that as far as it can. */
  async function scansOnPostgres(text: string): Promise<string[]> {
    const client = await connectBeside(server.databaseUrl);
    try {
      await client.query("set enable_seqscan = off; set plan_cache_mode = force_generic_plan");
      await client.query(`prepare asked as ${text}`);
      const values = Array.from(new Set(text.match(/\$\d+/g)), () => "null").join(", ");
      const { rows } = await client.query(`explain (format json) execute asked${values && `(${values})`}`);
      const [{ Plan }] = (rows[0] as { "QUERY PLAN": [{ Plan: PlanNode }] })["QUERY PLAN"];
      return nodesOf(Plan)
        .filter((node) => node["Relation Name"] !== undefined && !isSmall(node["Relation Name"]))
        .filter((node) => node["Node Type"] !== "ModifyTable" && !node["Index Cond"] && !node["Recheck Cond"])
        .map((node) => JSON.stringify(node));
    } finally {
      await client.end();
    }
  }
});

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly "Recheck Cond"?: string;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
