import { existsSync, statSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { sqliteModule } from "../../src/database/dialects.ts";
import { startServer } from "../support/test-server.ts";

const mebibyte = 2 ** 20;

/** Six mebibytes in one transaction: more than is worth moving, far less than a writer moves by itself. */
const writeMuch = `insert into deployment (key, value)
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500)
  select 'filler ' || i || ' ' || hex(randomblob(4)), hex(randomblob(2000)) from n`;

test("what was committed is moved into the file by a thread of its own, while the server runs", async () => {
  const server = await startServer("sqlite");
  const { database, transact } = server.services;
  const sizeOf = (path: string) => statSync(path).size;
  const before = sizeOf(database.place);
  await transact(({ tx }) => sql.raw(writeMuch).execute(tx));
  // The commit itself has moved nothing: that would have been on the thread that answers requests.
  expect(sizeOf(database.place)).toBe(before);
  await expect.poll(() => sizeOf(database.place)).toBeGreaterThan(before + 5 * mebibyte);
  // And it goes on: the log is taken up again from its beginning instead of growing.
  for (let time = 0; time < 8; time++) {
    const moved = sizeOf(database.place);
    await transact(({ tx }) => sql.raw(writeMuch).execute(tx));
    await expect.poll(() => sizeOf(database.place)).toBeGreaterThan(moved + 5 * mebibyte);
  }
  expect(sizeOf(`${database.place}-wal`)).toBeLessThan(24 * mebibyte);
  expect(await rowsOf(database.place)).toBe(9 * 1500);
  await server.mortise.close();
  // The thread has ended with the server: whoever closes last leaves one file with everything in it.
  expect(existsSync(`${database.place}-wal`) ? sizeOf(`${database.place}-wal`) : 0).toBe(0);
  expect(await rowsOf(database.place)).toBe(9 * 1500);
});

async function rowsOf(file: string): Promise<number> {
  const database = new (sqliteModule().DatabaseSync)(file, { timeout: 5000, readOnly: true });
  const row = database.prepare("select count(*) as rows from deployment where key like 'filler %'").get();
  const [checked] = database.prepare("pragma integrity_check").all() as { integrity_check: string }[];
  expect(checked?.integrity_check).toBe("ok");
  database.close();
  return (row as { rows: number }).rows;
}
