import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepOwnCheckpoint } from "../../src/audit/log/own-checkpoint.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Lets something happen, and has the log and its checkpoint written. */
async function live(server: TestServer): Promise<void> {
  await new Person(server).signUp();
  await server.seal();
  await keepOwnCheckpoint(server.services);
}

const mortise = async (databaseUrl: string, checkpointFile: string | undefined, ...args: string[]) => {
  const settings = { MORTISE_DATABASE_URL: databaseUrl, MORTISE_ROOT_KEY: testRootKey };
  const { code, out, err } = await runCommand(args, {
    ...settings,
    ...(checkpointFile !== undefined && { MORTISE_CHECKPOINT_FILE: checkpointFile }),
  });
  return { code, said: out + err };
};

describe("a SQLite file that is not where its checkpoint says", () => {
  let server: TestServer;
  let file: string;
  beforeEach(async () => {
    server = await startServer("sqlite", { quiet: true });
    file = server.databaseUrl.slice("file:".length);
    await live(server);
  });
  afterEach(() => server.close());

  /** The deployment as it lies in another folder, after what happened to it there. */
  const moved = (parts: readonly string[], checkpoint = `${file}.checkpoint`): string => {
    const copy = join(folder, `${++files}.db`);
    for (const part of parts) copyFileSync(file + part, copy + part);
    copyFileSync(checkpoint, `${copy}.checkpoint`);
    return copy;
  };
  const checkLog = (copy: string) => mortise(`file:${copy}`, undefined, "check-log");

  test("with its write-ahead log it opens; without, with a damaged one or without itself it is refused in words, and nothing is made", async () => {
    await expect(checkLog(moved(["", "-wal"]))).resolves.toMatchObject({ code: 0 });
    const damaged = moved(["", "-wal"]);
    const bytes = readFileSync(`${damaged}-wal`);
    writeFileSync(`${damaged}-wal`, bytes.fill(0, 0, 64));
    for (const copy of [moved([""]), damaged, moved([])]) {
      const { code, said } = await checkLog(copy);
      expect(code).toBe(1);
      expect(said).toContain(`The database ${copy} is not what this deployment last had`);
      expect(said).toContain(`(${copy}-wal) is missing or damaged`);
      expect(said).toContain("mortise accept-database");
      // Asked again it is refused again.
      expect((await checkLog(copy)).code).toBe(1);
    }
  });

  test("an old copy is refused, until somebody says that it is meant; which is an event", async () => {
    const old = join(folder, `${++files}.db`);
    await server.services.database.backup(old);
    await live(server);
    copyFileSync(`${file}.checkpoint`, `${old}.checkpoint`);
    const refused = await checkLog(old);
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringMatching(/its log had \d+ events, and its log has \d+/),
    ]);
    await expect(startServer("sqlite", { quiet: true, databaseUrl: `file:${old}` })).rejects.toThrow(
      /mortise accept-database/,
    );
    const accepted = await mortise(`file:${old}`, undefined, "accept-database", "--as", "dana");
    expect([accepted.code, accepted.said]).toEqual([0, expect.stringContaining("Taken as it is")]);
    expect((await checkLog(old)).code).toBe(0);
    const again = await mortise(`file:${old}`, undefined, "accept-database");
    expect(again.said).toContain("Nothing to do");
    const restored = await startServer("sqlite", { quiet: true, databaseUrl: `file:${old}` });
    const rows = await restored.services.read
      .selectFrom("events")
      .selectAll()
      .where("type", "=", "log.database-accepted")
      .execute();
    expect(rows.map(({ actorId, data }) => [actorId, Object.keys(JSON.parse(data) as object)])).toEqual([
      ["dana", ["recorded", "found"]],
    ]);
    await restored.close();
  });

  test("a copy that went on in another way is refused; one that is ahead of the checkpoint opens", async () => {
    const fork = join(folder, `${++files}.db`);
    await server.services.database.backup(fork);
    await live(server);
    const forked = await startServer("sqlite", { quiet: true, databaseUrl: `file:${fork}` });
    for (let times = 0; times < 3; times++) await live(forked);
    await forked.close();
    copyFileSync(`${file}.checkpoint`, `${fork}.checkpoint`);
    const refused = await checkLog(fork);
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining("its log does not continue that one")]);
    const before = join(folder, "before.checkpoint");
    copyFileSync(`${file}.checkpoint`, before);
    await live(server);
    expect((await checkLog(moved(["", "-wal"], before))).code).toBe(0);
  });

  test("a file that holds no checkpoint keeps nobody from starting", async () => {
    const copy = moved(["", "-wal"]);
    writeFileSync(`${copy}.checkpoint`, "nonsense");
    expect((await checkLog(copy)).code).toBe(0);
  });
});

describe.each(dialects)("another deployment's database on %s", (dialect) => {
  test("is refused where a checkpoint is kept; an empty one too", async () => {
    const checkpoint = join(folder, `${++files}.checkpoint`);
    const settings = { MORTISE_CHECKPOINT_FILE: checkpoint };
    const server = await startServer(dialect, { quiet: true, settings });
    await live(server);
    await server.close();
    expect(existsSync(checkpoint)).toBe(true);
    for (const [isMigrated, words] of [
      [true, "another deployment's, or a new one"],
      [false, "the database is empty"],
    ] as const) {
      const other = await createDatabase(dialect, { isMigrated });
      const { code, said } = await mortise(other.url, checkpoint, "check-log");
      expect([code, said]).toEqual([1, expect.stringContaining(words)]);
      await other.drop();
    }
  });
});
