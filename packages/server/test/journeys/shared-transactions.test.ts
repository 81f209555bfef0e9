import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database, Reader, Tx } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { openSqlite, type SqliteConnection } from "../../src/database/dialects.ts";
import { createDatabase, dialects, type TestDatabase } from "../support/databases.ts";

const table = sql`create table if not exists throttles (key text primary key, window_started_at bigint, count bigint)`;

const put = (tx: Tx, key: string, count = 1): Promise<unknown> =>
  tx.insertInto("throttles").values({ key, windowStartedAt: 1, count }).execute();

/** Once more, so that what was done twice shows. */
const raise = (tx: Tx, key: string): Promise<unknown> =>
  tx
    .updateTable("throttles")
    .set({ count: sql`count + 1` })
    .where("key", "=", key)
    .execute();

const countsOf = async (read: Reader): Promise<Record<string, number>> => {
  const rows = await read.selectFrom("throttles").select(["key", "count"]).orderBy("key").execute();
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
};

const outcomes = async (works: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(works)).map((each) =>
    each.status === "fulfilled" ? "done" : (each.reason as Error).message.replace(/^.*: /, ""),
  );

describe.each(dialects)("works at the same time, on %s", (dialect) => {
  let created: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    created = await createDatabase(dialect);
    database = openDatabase(created.url);
    await database.transact((tx) => table.execute(tx));
  });
  afterAll(async () => {
    await database.close();
    await created.drop();
  });
  beforeEach(() => database.transact((tx) => tx.deleteFrom("throttles").execute()));

  test("each is whole: what fails leaves nothing, and takes nothing along", async () => {
    const works = Array.from({ length: 30 }, (_, at) =>
      database.transact(async (tx) => {
        await put(tx, `first-${at}`);
        if (at % 3 === 1) throw new Error("the reason");
        await put(tx, `second-${at}`);
        return at;
      }),
    );
    const settled = await Promise.allSettled(works);
    const kept = settled.map((each, at) => (each.status === "fulfilled" ? each.value : -1 - at));
    expect(kept).toEqual(Array.from({ length: 30 }, (_, at) => (at % 3 === 1 ? -1 - at : at)));
    const expected = kept.filter((at) => at >= 0).flatMap((at) => [`first-${at}`, `second-${at}`]);
    expect(Object.keys(await countsOf(database.read)).toSorted()).toEqual(expected.toSorted());
  });

  test("the first that fails leaves those after it be", async () => {
    const works = [
      database.transact(async (tx) => {
        await put(tx, "first");
        throw new Error("the reason");
      }),
      database.transact((tx) => put(tx, "second")),
    ];
    expect(await outcomes(works)).toEqual(["the reason", "done"]);
    expect(await countsOf(database.read)).toEqual({ second: 1 });
  });

  test("a statement that is refused and caught undoes itself alone", async () => {
    await Promise.all(
      ["one", "two", "three"].map((key) =>
        database.transact(async (tx) => {
          await put(tx, key);
          if (dialect === "sqlite") await put(tx, key).catch(() => {});
          await raise(tx, key);
        }),
      ),
    );
    expect(await countsOf(database.read)).toEqual({ one: 2, two: 2, three: 2 });
  });

  test("notes beside works are kept, and one that fails takes nothing along", async () => {
    const note = (key: string): Promise<void> =>
      database.note(database.read.insertInto("throttles").values({ key, windowStartedAt: 1, count: 1 }).compile());
    await database.transact((tx) => put(tx, "work"));
    const works = [
      database.transact((tx) => put(tx, "more")),
      note("note"),
      database.transact((tx) => raise(tx, "work")),
      note("work").then(
        () => {},
        () => Promise.reject(new Error("refused")),
      ),
      note("other"),
    ];
    expect(await outcomes(works)).toEqual(["done", "done", "done", "refused", "done"]);
    expect(await countsOf(database.read)).toEqual({ more: 1, note: 1, other: 1, work: 2 });
  });

  test("what is not committed is not read beside it, and is not there after it failed", async () => {
    const find = database.prepareRead((read) => read.selectFrom("throttles").select("count").where("key", "=", ""));
    const seen: unknown[] = [];
    const look = async (): Promise<void> => void seen.push(await find("half"), await countsOf(database.read));
    const work = database.transact(async (tx) => {
      await put(tx, "half");
      await look();
      throw new Error("the reason");
    });
    expect(await outcomes([work])).toEqual(["the reason"]);
    await look();
    await database.transact((tx) => put(tx, "half", 7));
    await look();
    expect(seen).toEqual([undefined, {}, undefined, {}, [7], { half: 7 }]);
  });
});

describe("a SQLite file", () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-shared-"));
  const path = join(folder, "shared.db");
  let database: Database;
  let other: SqliteConnection;
  beforeEach(async () => {
    database = openDatabase(`file:${path}`);
    await database.transact((tx) => table.execute(tx));
    await database.transact((tx) => tx.deleteFrom("throttles").execute());
    other = openSqlite(path, { readOnly: false });
  });
  afterEach(async () => {
    other.close();
    await database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const logSize = (): number => statSync(`${path}-wal`).size;
  /** How many commits the log holds from a place in it on: of a page behind which one ends it says how long the file then is. */
  const commitsFrom = (place: number): number => {
    const pages = readFileSync(`${path}-wal`).subarray(place);
    const ends = Array.from({ length: pages.length / (24 + 4096) }, (_, at) =>
      pages.readUInt32BE(at * (24 + 4096) + 4),
    );
    return ends.filter((length) => length > 0).length;
  };

  test("works at once are committed once, and one after the other each", async () => {
    const before = logSize();
    // A commit takes in what comes within milliseconds: here none pass, however slow the machine is.
    const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
    await Promise.all(Array.from({ length: 10 }, (_, at) => database.transact((tx) => put(tx, `work-${at}`))));
    clock.mockRestore();
    expect(commitsFrom(before)).toBe(1);
    for (let at = 0; at < 10; at++) await database.transact((tx) => raise(tx, `work-${at}`));
    expect(commitsFrom(before)).toBe(11);
    expect(Object.keys(await countsOf(database.read))).toHaveLength(10);
  });

  describe("of which the disk is full", () => {
    const fill = (tx: Tx): Promise<unknown> => put(tx, "x".repeat(100_000));
    const limitPages = (pages: number): Promise<unknown> =>
      database.transact((tx) => sql.raw(`pragma max_page_count = ${pages}`).execute(tx));
    beforeEach(async () => {
      await database.transact((tx) => put(tx, "count", 0));
      const pages = other.prepare("pragma page_count").get() as { page_count: number };
      await limitPages(pages.page_count + 3);
    });
    afterEach(() => limitPages(1_000_000));

    const raised = (): Promise<unknown> => database.transact((tx) => raise(tx, "count"));

    test("a transaction that is lost is repeated for each alone, and nothing is done twice", async () => {
      const works = [raised(), database.transact(fill), raised()];
      expect(await outcomes(works)).toEqual(["done", "its disk is full.", "done"]);
      expect(await countsOf(database.read)).toEqual({ count: 2 });
    });

    test.each([0, 1, 2])("so it is where number %i keeps the failure to itself", async (silent) => {
      const works = [0, 1, 2].map((at) =>
        at === silent ? database.transact((tx) => fill(tx).catch(() => {})) : raised(),
      );
      const settled = await outcomes(works);
      expect(settled.filter((_, at) => at !== silent)).toEqual(["done", "done"]);
      expect(settled[silent]).not.toBe("done");
      expect(await countsOf(database.read)).toEqual({ count: 2 });
    });
  });

  test("what only reads cannot write", async () => {
    const insert = database.read.insertInto("throttles").values({ key: "read", windowStartedAt: 1, count: 1 });
    await expect(insert.execute()).rejects.toThrow(/read-?only/);
    await expect(insert.returning("key").execute()).rejects.toThrow(/read-?only/);
    await expect(database.read.transaction().execute(async () => {})).rejects.toThrow("connection that writes");
    expect(() => database.prepareRead((read) => read.deleteFrom("throttles"))).toThrow("Only what reads");
  });

  test("while much is read, what another process writes is read at once", async () => {
    const find = database.prepareRead((read) => read.selectFrom("throttles").select("count").where("key", "=", ""));
    await database.transact((tx) => put(tx, "count", 0));
    const write = other.prepare("update throttles set count = ? where key = 'count'");
    for (let count = 1; count <= 300; count++) {
      for (let at = 0; at < 20; at++) void find("count");
      write.run(count);
      expect(find("count")).toEqual([count]);
      expect(await countsOf(database.read)).toEqual({ count });
      await new Promise(setImmediate);
    }
  });

  test("a place in the log is held while much is read, and let go when it is quiet or something is written", async () => {
    const find = database.prepareRead((read) => read.selectFrom("throttles").select("count").where("key", "=", ""));
    const write = other.prepare("update throttles set window_started_at = window_started_at + 1");
    // What was just written cannot be taken out of the log behind somebody who holds an older place in it.
    const isHeld = (): boolean => {
      write.run();
      const found = other.prepare("pragma wal_checkpoint(passive)").get() as { log: number; checkpointed: number };
      return found.checkpointed < found.log;
    };
    const readUntil = async (wanted: boolean): Promise<void> => {
      while (isHeld() !== wanted) {
        for (let at = 0; at < 50; at++) void find("count");
        await new Promise(setImmediate);
      }
    };
    await database.transact((tx) => put(tx, "count", 1));
    await readUntil(true);
    await database.transact((tx) => raise(tx, "count"));
    expect(isHeld()).toBe(false);
    await readUntil(true);
    await expect.poll(isHeld).toBe(false);
  });

  test("what is written after much was read begins the log anew, where all of it is in the file", async () => {
    const find = database.prepareRead((read) => read.selectFrom("throttles").select("count").where("key", "=", ""));
    const pagesOf = () =>
      other.prepare("pragma wal_checkpoint(passive)").get() as { log: number; checkpointed: number };
    for (let key = 0; key < 20; key++) await database.transact((tx) => put(tx, `key-${key}`));
    for (let at = 0; at < 50; at++) void find("key-1");
    const { log, checkpointed } = pagesOf();
    expect(log).toBe(checkpointed);
    expect(log).toBeGreaterThan(20);
    await database.transact((tx) => raise(tx, "key-1"));
    expect(pagesOf().log).toBeLessThan(5);
  });

  test("while much is read, the log of another process that writes does not grow without end", async () => {
    const find = database.prepareRead((read) => read.selectFrom("throttles").select("count").where("key", "=", ""));
    other.exec("pragma wal_autocheckpoint = 1000; create table filling (bytes blob)");
    const fill = other.prepare("insert into filling (bytes) values (zeroblob(100000))");
    let most = 0;
    for (let written = 0; written < 800; written++) {
      for (let at = 0; at < 30; at++) void find("count");
      fill.run();
      most = Math.max(most, statSync(`${path}-wal`).size);
      await new Promise(setImmediate);
    }
    expect(most).toBeLessThan(32 * 1024 * 1024);
  });
});
