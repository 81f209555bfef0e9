import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open-database.ts";
import { openSqlite } from "../../src/database/dialects.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a backup ends while others write, and holds what stood when it began", async () => {
  const path = join(folder, "live.db");
  const other = openSqlite(path, { readOnly: false });
  other.exec("create table filling (id integer primary key, bytes blob); begin");
  const fill = other.prepare("insert into filling (bytes) values (randomblob(4000))");
  for (let row = 0; row < 5000; row++) fill.run();
  other.exec("commit");

  const database = openDatabase(`file:${path}`, { poolSize: 1, nameStatements: false, timeoutSeconds: 5 });
  const copy = join(folder, "copy.db");
  const ended: string[] = [];
  const backup = database.backup(copy).then(() => ended.push(copy));
  let written = 0;
  // Many times more than a copy that does not begin anew leaves time for.
  for (; ended.length === 0 && written < 20_000; written++) {
    fill.run();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(ended).toEqual([copy]);
  await backup;
  await database.close();
  other.close();

  const restored = openSqlite(copy, { readOnly: false });
  expect(restored.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  const { rows } = restored.prepare("select count(*) as rows from filling").get() as { rows: number };
  expect(rows).toBeGreaterThanOrEqual(5000);
  expect(rows).toBeLessThan(5000 + written);
  restored.close();
});
