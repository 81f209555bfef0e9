import { existsSync, linkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "./config/config-error.ts";
import { readPlainFile } from "./config/plain-file.ts";
import type { Config } from "./config/config.ts";
import { type Keys, nameOfKey, readRootKey, type RootKey } from "./crypto/keys.ts";
import { type Random, systemRandom } from "./crypto/random.ts";
import type { Database, Reader, Tx } from "./database/database.ts";
import { findSetting, insertSetting, updateSetting } from "./database/deployment.ts";
import { isNoTable } from "./database/dialects.ts";
import { sqlitePath } from "./database/sqlite-path.ts";

/** The root keys that are set, or the one beside the SQLite file, which is made for a database that needs none yet. */
export async function openKeys(config: Config, read: Reader): Promise<Keys> {
  const [first = await keyBeside(config, read, systemRandom), ...others] = config.rootKeys;
  return [first, ...others];
}

// Made once, readable by its owner only. PostgreSQL may serve many machines, which must share one key: it has to be given.
async function keyBeside({ databaseUrl }: Config, read: Reader, random: Random): Promise<RootKey> {
  const path = sqlitePath(databaseUrl);
  if (path === undefined)
    throw new ConfigError(
      "MORTISE_ROOT_KEY is needed with PostgreSQL: every server must have the same one. Make one with: openssl rand -base64 32",
    );
  const file = join(dirname(path), "mortise.key");
  if (!existsSync(file)) {
    // A new one beside a copy that needs the old would be taken for it.
    if (await isKeyNeeded(read))
      throw new ConfigError(
        `This database needs the root key it was used with, and ${file} is not there. Put it there, or set MORTISE_ROOT_KEY.`,
      );
    // Written whole beside it, then put in place only if nobody was faster: no server ever reads half a key.
    const made = `${file}.${process.pid}`;
    writeFileSync(made, `${Buffer.from(random(32)).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
    try {
      linkSync(made, file);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "EEXIST") throw error;
    } finally {
      unlinkSync(made);
    }
  }
  const key = readRootKey(readPlainFile(file).trim());
  if (!key)
    throw new ConfigError(
      `${file} holds no root key of 32 bytes. Put back the one that was there, or set MORTISE_ROOT_KEY.`,
    );
  return key;
}

const neededKey = "root-key-fingerprint";

/** The root key without which something in the database cannot be read: the first it was used with, until all is resealed. */
export function findNeededKey(read: Reader): Promise<string | undefined> {
  return findSetting(read, neededKey);
}

// A database that is still to be filled needs none.
async function isKeyNeeded(read: Reader): Promise<boolean> {
  try {
    return (await findNeededKey(read)) !== undefined;
  } catch (error) {
    if (isNoTable(error)) return false;
    throw error;
  }
}

/** Says that all is under this key now. */
export function setNeededKey(tx: Tx, name: string): Promise<void> {
  return updateSetting(tx, neededKey, name);
}

/** A database remembers which root key it needs: a server without that one must not start on it. */
export async function checkRootKey(database: Database, keys: Keys): Promise<void> {
  const fingerprints = keys.map(nameOfKey);
  const known = await findNeededKey(database.read);
  if (known === undefined) return database.transact((tx) => insertSetting(tx, neededKey, fingerprints[0]!));
  if (!fingerprints.includes(known))
    throw new ConfigError(
      "This database needs another root key, which is not listed in MORTISE_ROOT_KEY. Add it: without it, authenticator apps and recovery codes cannot be read.",
    );
}
