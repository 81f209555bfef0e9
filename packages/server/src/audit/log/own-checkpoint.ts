import { open, rename } from "node:fs/promises";
import { ConfigError } from "../../config/config-error.ts";
import { readPlainFile } from "../../config/plain-file.ts";
import { equalBytes } from "../../crypto/hash.ts";
import { isMigratedAtAll } from "../../database/migrate.ts";
import type { Services } from "../../services.ts";
import type { Actor } from "../../vocabulary/events/actors.ts";
import { recordEvent } from "../record-event.ts";
import { findLogKey } from "./log.sql.ts";
import { verifierKeyOf } from "./log-key.ts";
import { findCheckpoint, openTree } from "./read-log.ts";
import { type Checkpoint, readCheckpoint } from "./tree/checkpoint.ts";
import { openNote, parseNote } from "./tree/signed-note.ts";
import { logVerifier } from "../../crypto/verifier-key.ts";

// A database that lost its write-ahead log, or was put back to an earlier day, looks whole: its own log agrees with it. So the
// newest checkpoint also stands in a file outside of it.

/** Keeps the newest checkpoint outside of the database. Called after the database has it on its disk. */
export async function keepOwnCheckpoint({ read, config }: Services): Promise<void> {
  const { checkpointFile: path } = config;
  const newest = path === undefined ? undefined : await findCheckpoint(read);
  if (path === undefined || !newest) return;
  const held = parseNote(readKept(path) ?? "");
  if (held && (readCheckpoint(held.text)?.size ?? -1) >= newest.size) return;
  await write(path, newest.note);
}

// Written whole beside it, and then put in its place: it is never half of one.
async function write(path: string, note: string): Promise<void> {
  const made = `${path}.${process.pid}`;
  const file = await open(made, "w", 0o600);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(made, path);
}

// Undefined where there is none.
function readKept(path: string): string | undefined {
  try {
    return readPlainFile(path);
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    if (code === "ENOENT") return undefined;
    throw new ConfigError(`MORTISE_CHECKPOINT_FILE: ${path} cannot be read. ${message}`);
  }
}

/** What is wrong with a database that is not where its own checkpoint says it was. */
export interface Behind {
  /** How many events the log held by the checkpoint, and how many it holds. */
  readonly recorded: number;
  readonly found: number;
  readonly what: string;
}

/** Holds a database against the checkpoint that is kept outside of it; undefined when it contains it, or none is kept. */
export async function findBehind(services: Services): Promise<Behind | undefined> {
  const { read, config, database } = services;
  const note = config.checkpointFile === undefined ? undefined : readKept(config.checkpointFile);
  if (note === undefined) return undefined;
  const kept = readCheckpoint(parseNote(note)?.text ?? "");
  if (!kept) {
    services.log.error({ file: config.checkpointFile }, "the checkpoint file holds no checkpoint");
    return undefined;
  }
  const recorded = kept.size;
  if (!(await isMigratedAtAll(database))) return { recorded, found: 0, what: "the database is empty" };
  const key = await findLogKey(read);
  const found = (await findCheckpoint(read))?.size ?? 0;
  if (!key || !openNote(note, [logVerifier(verifierKeyOf(key))]))
    return { recorded, found, what: "the database is another deployment's, or a new one" };
  if (found < recorded) return { recorded, found, what: `its log has ${found} events` };
  return (await isContained(services, kept))
    ? undefined
    : { recorded, found, what: "its log does not continue that one" };
}

async function isContained({ read }: Services, { size, root }: Checkpoint): Promise<boolean> {
  return equalBytes(await openTree(read, size).root(0, size), root);
}

/** Refuses to start on a database that is behind its own checkpoint. */
export async function refuseBehind(services: Services): Promise<void> {
  const behind = await findBehind(services);
  if (behind) throw new ConfigError(describeBehind(services, behind));
}

function describeBehind({ config, database }: Services, { recorded, what }: Behind): string {
  const wal =
    database.dialect === "sqlite" ? `, or its write-ahead log (${database.place}-wal) is missing or damaged` : "";
  return `The database ${database.place} is not what this deployment last had: ${config.checkpointFile} says that its log had ${recorded} events, and ${what}. It was put back to an earlier state${wal}. Put back what is missing, or the newest backup. If you restored a backup and mean it, say so with: mortise accept-database`;
}

/** Takes the database as it is, whatever its checkpoint said. Answers what was wrong with it. */
export async function acceptDatabase(services: Services, actor: Actor): Promise<Behind | undefined> {
  const behind = await findBehind(services);
  const { checkpointFile } = services.config;
  if (!behind || checkpointFile === undefined) return undefined;
  const { recorded, found } = behind;
  await services.transact((work) =>
    recordEvent(work, { type: "log.database-accepted", accountId: null, actor, data: { recorded, found } }),
  );
  await write(checkpointFile, (await findCheckpoint(services.read))?.note ?? "");
  return behind;
}
