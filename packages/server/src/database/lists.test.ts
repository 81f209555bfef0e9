import { readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../test/support/databases.ts";
import { setServer } from "../../test/support/test-server.ts";
import type { Reader } from "./database.ts";
import { keepStatements } from "./kept-statements.ts";
import { among } from "./lists.ts";
import { createStatementNames } from "./statement-names.ts";

const texts = Array.from({ length: 3000 }, (_, at) => `it's "${at}" \\ {${at}}, ü`);
const numbers = [0, -1, 2 ** 40, 7];
const bytes = [Buffer.from([0, 255, 39]), Buffer.alloc(0), Buffer.from("ü")];

describe.each(dialects)("a list of values on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  let read: Reader;
  beforeAll(async () => {
    read = server.services.read;
    await server.services.transact(async ({ tx }) => {
      for (const [at, key] of [...texts.slice(0, 3), "another"].entries())
        await tx
          .insertInto("throttles")
          .values({ key, windowStartedAt: numbers[at] ?? 9, count: at })
          .execute();
    });
  });
  const keys = (some: readonly string[]) =>
    read.selectFrom("throttles").select("key").where("key", "in", some).orderBy("count");

  it.each([1, 2, 3, 3000])("of %d texts finds what it holds", async (length) => {
    const found = await keys(texts.slice(0, length)).execute();
    expect(found.map(({ key }) => key)).toEqual(texts.slice(0, Math.min(length, 3)));
  });

  it("of none finds none, and its opposite all", async () => {
    expect(await keys([]).execute()).toEqual([]);
    expect(await read.selectFrom("throttles").select("key").where("key", "not in", []).execute()).toHaveLength(4);
    expect(await read.selectFrom("throttles").select("key").where("key", "not in", texts).execute()).toEqual([
      { key: "another" },
    ]);
  });

  it("of numbers compares numbers", async () => {
    const found = await read
      .selectFrom("throttles")
      .select("windowStartedAt")
      .where("windowStartedAt", "in", [...numbers, 1])
      .orderBy("windowStartedAt")
      .execute();
    expect(found.map(({ windowStartedAt }) => windowStartedAt)).toEqual([-1, 0, 7, 2 ** 40]);
  });

  it("of bytes compares bytes", async () => {
    const each = dialect === "sqlite" ? sql`x'00ff27'` : sql`cast('\\x00ff27' as bytea)`;
    const { rows } = await sql<{
      is: unknown;
    }>`select ${each} in ${among(bytes)} as is_in, ${each} in ${among([bytes[1] as Buffer])} as is_not`.execute(read);
    expect(Object.values(rows[0] ?? {}).map(Boolean)).toEqual([true, false]);
  });

  it("is one parameter and one text, however long it is", async () => {
    const each = [1, 2, 300, 3000].flatMap((length) => {
      const some = texts.slice(0, length);
      return [keys(some).compile(), sql`select ${1} where ${"a"} in ${among(some)}`.compile(read)];
    });
    expect(new Set(each.map(({ sql: text }) => text)).size).toBe(2);
    expect(new Set(each.map(({ parameters }) => parameters.length))).toEqual(new Set([1, 3]));
  });
});

describe("statements kept", () => {
  it("are no more than the bound; the ones in use stay", () => {
    let made = 0;
    const { get } = keepStatements((text) => ({ text, at: ++made }), 3);
    for (const text of ["a", "b", "c", "a", "d", "a", "e"]) get(text);
    expect(made).toBe(5);
    expect(get("a").at).toBe(1);
    expect(get("b").at).toBe(6);
  });

  it("have names on PostgreSQL up to the bound, and go without beyond it", () => {
    const names = createStatementNames(true);
    const given = Array.from({ length: 1001 }, (_, at) => names.nameOf(`select ${at}`));
    expect(new Set(given.slice(0, 1000)).size).toBe(1000);
    expect(given[1000]).toBeUndefined();
    expect(names.nameOf("select 0")).toBe(given[0]);
  });

  it("have names that two servers give to one text only, and none once they were given up", () => {
    const [one, other] = [createStatementNames(true), createStatementNames(true)];
    one.nameOf("select 2");
    expect(one.nameOf("select 1")).toBe(other.nameOf("select 1"));
    expect(one.nameOf("select 2")).not.toBe(other.nameOf("select 3"));
    expect(one.nameOf("select 1")!.length).toBeLessThan(64);
    const before = one.nameOf("select 1");
    one.renew();
    expect(one.nameOf("select 1")).not.toBe(before);
    expect([one.giveUp(), one.giveUp(), one.nameOf("select 1")]).toEqual([true, false, undefined]);
  });
});

it("no query writes values out one by one but those whose number is fixed", () => {
  const fixed = [
    "database/single-use.ts",
    "database/sweep.ts",
    "audit/log/leaves.sql.ts",
    "delivery/outbox.sql.ts",
    "organizations/policies/members.sql.ts",
  ];
  const source = new URL("..", import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const joining = files.filter((file) => readFileSync(new URL(file, source), "utf8").includes("sql.join"));
  expect(joining.sort()).toEqual(fixed.sort());
});
