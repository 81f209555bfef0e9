import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [major, minor] = process.versions.node.split(".").map(Number);

/** The driver the server would use on this Node. */
export const driverName = major > 22 || (major === 22 && minor >= 16) ? "node:sqlite" : "@photostructure/sqlite";

export const { DatabaseSync } = require(driverName);

/** Opens a file as the server does, so that every leg has the same cache, memory map and durability. */
export function openLikeServer(path, { readOnly }) {
  const database = new DatabaseSync(path, { timeout: 5000, readOnly });
  if (!readOnly) database.exec("pragma journal_mode = wal");
  database.exec(
    "pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536; pragma mmap_size = 4294967296",
  );
  return database;
}
