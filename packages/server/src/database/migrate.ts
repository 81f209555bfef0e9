import { sql } from "kysely";
import type { Database, Tx } from "./database.ts";
import { columnTypes, type DialectName, isNoTable } from "./dialects.ts";
import type { Migration } from "./migration.ts";
import { frontDoor } from "./migrations/0001-front-door.ts";
import { keysAndTrust } from "./migrations/0002-keys-and-trust.ts";
import { historyAndProof } from "./migrations/0003-history-and-proof.ts";
import { organizations } from "./migrations/0004-organizations.ts";
import { policyVersions } from "./migrations/0005-policy-versions.ts";
import { proofsWhileBound } from "./migrations/0045-proofs-while-bound.ts";
import { discoverable } from "./migrations/0050-discoverable.ts";
import { triesInARow } from "./migrations/0051-tries-in-a-row.ts";
import { breachedPasswords } from "./migrations/0052-breached-passwords.ts";
import { mailCeilings } from "./migrations/0060-mail-ceilings.ts";
import { signUpBrowser } from "./migrations/0063-sign-up-browser.ts";
import { removedApps } from "./migrations/0070-removed-apps.ts";
import { codeKeys } from "./migrations/0085-code-keys.ts";
import { sweeps } from "./migrations/0086-sweeps.ts";
import { domains } from "./migrations/0087-domains.ts";
import { connections } from "./migrations/0088-connections.ts";
import { dueCaptures } from "./migrations/0089-due-captures.ts";
import { recentPeople } from "./migrations/0090-recent-people.ts";

/** Forward only, in order. Within a major version a migration only adds, so that old and new servers can run side by side. */
const migrations: readonly Migration[] = [
  frontDoor,
  keysAndTrust,
  historyAndProof,
  organizations,
  policyVersions,
  proofsWhileBound,
  discoverable,
  triesInARow,
  breachedPasswords,
  mailCeilings,
  signUpBrowser,
  removedApps,
  codeKeys,
  sweeps,
  domains,
  connections,
  dueCaptures,
  recentPeople,
];

/**
 * Brings the schema up to date, under a lock, in one transaction. Answers the names of the migrations it ran. Where none is due
 * nothing but reading is tried, so that the server's role need not be one that makes tables.
 */
export async function migrate(database: Database, now: () => number): Promise<string[]> {
  if ((await listDue(database)).length === 0) return [];
  return database.transact(async (tx) => {
    await lock(tx, database.dialect);
    const types = columnTypes[database.dialect];
    await run(
      tx,
      `create table if not exists migrations (name ${types.text} primary key, applied_at ${types.integer} not null)`,
    );
    const applied = new Set(
      (await sql<{ name: string }>`select name from migrations`.execute(tx)).rows.map((row) => row.name),
    );
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const { name, statements } of missing) {
      for (const statement of statements(types)) await run(tx, statement);
      await sql`insert into migrations (name, applied_at) values (${name}, ${now()})`.execute(tx);
    }
    if (applied.size > 0 && missing.length > 0) await renewConnections(tx, database.dialect);
    return missing.map(({ name }) => name);
  });
}

/** Migrations this server knows that have not been applied, by name. */
export async function listDue(database: Database): Promise<string[]> {
  const isNew = !(await isMigratedAtAll(database));
  const { rows } = isNew
    ? { rows: [] }
    : await sql<{ name: string }>`select name from migrations`.execute(database.read);
  const applied = new Set(rows.map((row) => row.name));
  return migrations.flatMap(({ name }) => (applied.has(name) ? [] : [name]));
}

/** Whether every migration this server knows has been applied. */
export async function isMigrated(database: Database): Promise<boolean> {
  return (await listDue(database)).length === 0;
}

/** Whether this database was ever used: no table says which migrations it has in one that is new, or was lost. */
export function isMigratedAtAll(database: Database): Promise<boolean> {
  return sql`select name from migrations limit 1`.execute(database.read).then(
    ({ rows }) => rows.length > 0,
    (error: unknown) => {
      if (isNoTable(error)) return false;
      throw error;
    },
  );
}

// SQLite's transaction already holds the write lock; PostgreSQL needs a lock of its own, freed at commit.
async function lock(tx: Tx, dialect: DialectName): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(7236178346)`.execute(tx);
}

// Servers of 0.1 keep `select *` parsed on their connections, which fails for good once a table has one more column. They
// open a new connection when one is gone. Another server that starts waits for our lock, and has parsed nothing yet.
async function renewConnections(tx: Tx, dialect: DialectName): Promise<void> {
  if (dialect !== "postgres") return;
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
    and application_name = 'mortise' and usename = current_user and pid <> pg_backend_pid()
    and wait_event is distinct from 'advisory'`.execute(tx);
}

async function run(tx: Tx, statement: string): Promise<void> {
  await sql.raw(statement).execute(tx);
}
