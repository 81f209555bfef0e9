const start = "file:";

/** The path of a SQLite file's database URL; undefined for any other. */
export function sqlitePath(databaseUrl: string): string | undefined {
  return databaseUrl.startsWith(start) ? databaseUrl.slice(start.length) : undefined;
}
