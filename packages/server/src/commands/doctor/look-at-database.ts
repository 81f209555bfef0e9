import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "../../config/config.ts";
import { readPlainFile } from "../../config/plain-file.ts";
import { nameOfKey, readRootKey } from "../../crypto/keys.ts";
import type { Database } from "../../database/database.ts";
import { openDatabase } from "../../database/open-database.ts";
import { findSetting } from "../../database/deployment.ts";
import { isMigrated, isMigratedAtAll } from "../../database/migrate.ts";
import { sqlitePath } from "../../database/sqlite-path.ts";
import { findUnusable, isWritable, readDatabaseClock } from "../../database/usable.ts";
import { findNewestRecorded } from "../../audit/notice-clock.ts";
import { clockTolerance, isAhead } from "../../vocabulary/instants.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

/** The database: whether it is there, of the right kind, and this deployment's. Changes nothing in it. */
export async function lookAtDatabase(config: Config, now: () => number): Promise<readonly Finding[]> {
  const { databaseUrl } = config;
  const path = sqlitePath(databaseUrl);
  if (path !== undefined && !existsSync(path))
    return [
      warning("database", `${path} is not there yet`, "The first start makes it. If there was one, look for it first."),
    ];
  const nameStatements = config.databaseStatementNames;
  const database = openDatabase(databaseUrl, { poolSize: 1, nameStatements, timeoutSeconds: 5 });
  try {
    const unusable = await findUnusable(database);
    if (unusable) return [wrong("database", unusable, "The server does not start on it.")];
    return [
      ok("database", `${database.place} can be read`),
      await lookAtWriting(database),
      ...(await lookAtContent(config, database, now)),
      ...(path === undefined
        ? [await lookAtPooling(config, database), await lookAtClock(database, now)]
        : [await lookAtDisk(path)]),
    ];
  } finally {
    await database.close();
  }
}

async function lookAtWriting(database: Database): Promise<Finding> {
  if (await isWritable(database, await isMigratedAtAll(database))) return ok("writing", "the database can be written");
  const advice = "Look at the rights of its user or file, and for a full disk.";
  return wrong("writing", "the database cannot be written", advice);
}

async function lookAtContent(config: Config, database: Database, now: () => number): Promise<Finding[]> {
  if (!(await isMigratedAtAll(database)))
    return [
      warning(
        "migrations",
        "the database is empty",
        "The first start fills it. If it was not, put the last backup back first.",
      ),
    ];
  const isNewest = await isMigrated(database);
  const newest = await findNewestRecorded(database.read);
  const isBehind = newest !== undefined && isAhead(newest, now());
  return [
    isNewest
      ? ok("migrations", "all are applied")
      : warning("migrations", "some are pending", "The next start applies them; `mortise migrate` does so now."),
    await lookAtRootKey(config, database),
    isBehind
      ? wrong(
          "clock",
          `it is behind what was recorded last, ${new Date(newest).toISOString()}`,
          "Set the clock, and keep it by NTP.",
        )
      : ok("clock", "it is not behind what was recorded last"),
  ];
}

async function lookAtRootKey({ rootKeys, databaseUrl }: Config, database: Database): Promise<Finding> {
  const known = await findSetting(database.read, "root-key-fingerprint");
  const path = sqlitePath(databaseUrl);
  const beside = path !== undefined && rootKeys.length === 0 ? join(dirname(path), "mortise.key") : undefined;
  const kept = beside !== undefined && existsSync(beside) ? readRootKey(readPlainFile(beside).trim()) : undefined;
  const keys = kept ? [kept] : rootKeys;
  const isIts = keys.some((key) => nameOfKey(key) === known);
  if (known === undefined || isIts) return ok("root key", "it is the one this database was set up with");
  return wrong(
    "root key",
    "it is not the one this database was set up with",
    "Add that one to MORTISE_ROOT_KEY, or put mortise.key back.",
  );
}

async function lookAtClock(database: Database, now: () => number): Promise<Finding> {
  const apart = Math.round(Math.abs(now() - (await readDatabaseClock(database))) / 1000);
  if (apart * 1000 > clockTolerance)
    return wrong(
      "clocks",
      `this clock and the database's are ${apart} seconds apart`,
      "Set both, and keep them by NTP.",
    );
  return apart > 5
    ? warning("clocks", `this clock and the database's are ${apart} seconds apart`, "Keep both by NTP.")
    : ok("clocks", "this clock and the database's agree");
}

async function lookAtPooling({ databaseStatementNames }: Config, database: Database): Promise<Finding> {
  const pooling = await database.findPooling();
  if (!databaseStatementNames)
    return ok("pooler", "statements go without names, as MORTISE_DATABASE_STATEMENT_NAMES says");
  if (pooling === "shared-without-names")
    return warning(
      "pooler",
      "one lends connections by the transaction and keeps no names of statements: they go without, at more than twice the cost",
      "PgBouncer 1.21 and newer keeps them: set its max_prepared_statements to 200.",
    );
  return pooling === "shared"
    ? ok("pooler", "one lends connections by the transaction, and keeps the names of statements")
    : ok("pooler", "connections to PostgreSQL are our own");
}

async function lookAtDisk(path: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(dirname(path));
  const [free, share] = [bavail * bsize, bavail / Math.max(1, blocks)];
  const says = `${Math.round(free / 1024 ** 2)} MiB are free beside the database`;
  if (free < 64 * 1024 ** 2) return wrong("disk", says, "Make room: without it nothing can be written.");
  return free < 1024 ** 3 || share < 0.05 ? warning("disk", says, "Make room before it is needed.") : ok("disk", says);
}
