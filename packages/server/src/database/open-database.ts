import { CamelCasePlugin } from "kysely";
import type { Database } from "./database.ts";
import type { PostgresOptions } from "./drivers/connections.ts";
import { openPostgresPool } from "./drivers/postgres-pool.ts";
import { openSqliteFile } from "./drivers/sqlite-file.ts";
import { sqlitePath } from "./sqlite-path.ts";

const plugins = [new CamelCasePlugin({ underscoreBeforeDigits: false })];

/** Opens `file:path`, `postgres://…` or `postgresql://…`. Does not migrate. */
export function openDatabase(
  url: string,
  { poolSize = 10, nameStatements = true, timeoutSeconds = 10, warn }: Partial<PostgresOptions> = {},
): Database {
  const path = sqlitePath(url);
  return path === undefined
    ? openPostgresPool(url, { poolSize, nameStatements, timeoutSeconds, warn }, plugins)
    : openSqliteFile(path, plugins);
}
