import { sql } from "kysely";
import type { Database, Tx } from "./database.ts";
import { type Random, systemRandom } from "../crypto/random.ts";
import { deleteSetting, insertSetting } from "./deployment.ts";
import { NoTransactions } from "./drivers/pooling.ts";
import { asUnavailable } from "./unavailable.ts";

/** Why this database cannot hold a deployment, in words; undefined when it can. */
export async function findUnusable(database: Database): Promise<string | undefined> {
  if (database.dialect === "sqlite") return undefined;
  try {
    await database.findPooling();
  } catch (error) {
    if (error instanceof NoTransactions) return error.message;
    throw asUnavailable(error);
  }
  return findUnusableServer(database);
}

async function findUnusableServer(database: Database): Promise<string | undefined> {
  const { rows } = await sql<{ encoding: string; readOnly: string; isStandby: boolean; version: string }>`select
    current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as read_only,
    pg_is_in_recovery() as is_standby, current_setting('server_version_num') as version`.execute(database.read);
  const [found] = rows;
  if (!found) return undefined;
  if (found.encoding !== "UTF8")
    return `the database is encoded in ${found.encoding}, which cannot hold everybody's name. Create it with: createdb --encoding=UTF8 --template=template0`;
  if (found.isStandby) return "the database is a standby, which only reads. Give the address of the primary";
  if (found.readOnly === "on")
    return "the database is read-only for this user (default_transaction_read_only). Nothing could be written";
  if (Number(found.version) < 140_000)
    return `PostgreSQL ${found.version} is too old. 14 is the oldest that is supported`;
  return undefined;
}

/** More than a page of either database has room for. */
const roomBytes = 8192;

/** Writes what needs new pages, and takes it away again: on a full disk a row that is there can still be changed. */
export async function takeRoom(tx: Tx, random: Random): Promise<void> {
  const key = `room.${Buffer.from(random(12)).toString("base64url")}`;
  // Random, so that PostgreSQL cannot make it smaller.
  await insertSetting(tx, key, Buffer.from(random(roomBytes)).toString("base64url"));
  await deleteSetting(tx, key);
}

const undo = new Error("undone");

/** Whether it can be written; nothing stays of it. Whoever fills an empty one makes tables, where they stand rows are enough. */
export async function isWritable(database: Database, isMigrated: boolean): Promise<boolean> {
  try {
    await database.transact(async (tx) => {
      if (isMigrated) await takeRoom(tx, systemRandom);
      else await sql`create table mortise_doctor (id integer)`.execute(tx);
      throw undo;
    });
    return true;
  } catch (error) {
    return error === undo;
  }
}

/** What the clock of PostgreSQL's machine shows, in Unix milliseconds. */
export async function readDatabaseClock(database: Database): Promise<number> {
  const query = sql<{ at: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`;
  return Number((await query.execute(database.read)).rows[0]?.at);
}
