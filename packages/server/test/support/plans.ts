import { openSqlite, type SqliteConnection } from "../../src/database/dialects.ts";
import { PostgresListCompiler, SqliteListCompiler } from "../../src/database/lists.ts";
import { ask } from "./ask.ts";

/** Tables that stay small however many people come: everything in them may be read at any time. */
const small: Readonly<Record<string, string>> = {
  deployment: "facts the deployment keeps about itself",
  log_keys: "one key, and those of before",
  log_readers: "one row a reader",
  log_state: "one row",
  log_witnesses: "one row a witness",
  migrations: "one row a migration",
  policy_epochs: "one row",
};

/** Indexes that hold few of a table's rows. */
const few: Readonly<Record<string, string>> = {
  events_unsealed: "what was recorded within the last second",
  events_expired: "what the log says of forgetting: a row for hundreds of events that went",
  events_clock_moved: "what the log says of its clock",
};

/** Statements that read a table that grows from its one end, by the file and the table: each with the reason why that is right. */
const deliberate: Readonly<Record<string, string>> = {
  "accounts/accounts.sql.ts accounts order by id":
    "operators page through accounts, or search them by a part of the address",
  "accounts/accounts.sql.ts accounts octet_length": "once in the life of a database, before it is served",
  "audit/notice-clock.sql.ts events limit": "the newest event: one row",
  "audit/log/log.sql.ts log_checkpoints limit": "the newest checkpoint: one row",
  "audit/events.sql.ts events limit": "operators read the whole deployment's events, newest first, so many at a time",
  "delivery/outbox.sql.ts outbox limit": "the newest messages for the outbox page, which only loopback has: a hundred",
  "policies/organizations.sql.ts organizations limit": "operators page through organizations, or search them by name",
};

/** One statement whose plan reads a whole table that grows. */
export interface Scan {
  readonly where: string;
  readonly sql: string;
  readonly plan: string;
}

/** What the product asked so far on each database, by its text: which file asks. */
const asked = { sqlite: new Map<string, string>(), postgres: new Map<string, string>() };
const recording = new Set<Set<string>>();
const explained = new Map<string, readonly Scan[]>();

// Whatever the product asks is compiled by these, whichever way it goes to the database. What tests ask themselves is no concern.
watch(SqliteListCompiler.prototype, asked.sqlite);
watch(PostgresListCompiler.prototype, asked.postgres);

function watch(compiler: SqliteListCompiler | PostgresListCompiler, seen: Map<string, string>): void {
  const { compileQuery } = compiler;
  compiler.compileQuery = function (...given) {
    const query = compileQuery.apply(this, given);
    for (const texts of recording) texts.add(query.sql);
    const where = seen.has(query.sql) ? undefined : placeInSource();
    if (where !== undefined) seen.set(query.sql, where);
    return query;
  };
}

/** The file of the product that asks; undefined for a test that asks by itself. */
function placeInSource(): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  // Statements that are built once, or whose running is wrapped, are somebody's further out.
  const frames = [...stack.matchAll(/\/packages\/server\/(src|test)\/([^):?]+)/g)].filter(
    ([, , file]) => file !== "support/plans.ts",
  );
  const [, folder, file = ""] = frames[0] ?? [];
  if (folder !== "src" || file.endsWith(".test.ts")) return undefined;
  const files = frames.flatMap(([, where, each]) => (where === "src" ? [each!] : []));
  return files.find((each) => each.endsWith(".sql.ts")) ?? file;
}

let schema: SqliteConnection | undefined;
let tables: ReadonlySet<string>;

async function openSchema(): Promise<SqliteConnection> {
  if (schema) return schema;
  schema = openSqlite(await ask("sqlite"), { readOnly: true });
  const rows = schema.prepare("select name from sqlite_schema where type = 'table'").all() as { name: string }[];
  tables = new Set(rows.map(({ name }) => name));
  return schema;
}

/** The scans in the plan of a statement. */
export async function listScans(sql: string, where: string): Promise<readonly Scan[]> {
  const known = explained.get(sql);
  if (known) return known;
  const rows = (await openSchema()).prepare(`explain query plan ${sql}`).all() as { detail: string }[];
  const scans = rows
    .filter(({ detail }) => isScan(detail, sql, where))
    .map(({ detail }) => ({ where, sql, plan: detail }));
  explained.set(sql, scans);
  return scans;
}

function isScan(detail: string, sql: string, where: string): boolean {
  if (detail.includes("AUTOMATIC")) return true;
  const [, alias = "", index = ""] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
  const table = tables.has(alias) ? alias : tableOf(alias, sql);
  if (table === undefined || table in small || index in few) return false;
  return !Object.keys(deliberate).some((each) => {
    const [file = "", of = "", ...words] = each.split(" ");
    return file === where && of === table && sql.includes(words.join(" "));
  });
}

/** The table an alias stands for; undefined for a subquery, whose own reading is a line of its own in the plan. */
function tableOf(alias: string, sql: string): string | undefined {
  const named = [...sql.matchAll(/(?:from|join|update|into|,)\s+"?(\w+)"?\s+(?:as\s+)?"?(\w+)"?/gi)];
  return named.find(([, table, as]) => as === alias && tables.has(table!))?.[1];
}

const isPlanned = (sql: string): boolean => /^\s*(select|insert|update|delete|with)\b/i.test(sql);

/** The texts of what is asked while something is done, prepared ones of before apart. */
export async function recordTexts(work: () => Promise<unknown>): Promise<string[]> {
  const texts = new Set<string>();
  recording.add(texts);
  await work().finally(() => recording.delete(texts));
  return [...texts];
}

export const isSmall = (table: string): boolean => table in small;

/** Throws when something the product asked reads a whole table that grows. */
export async function holdPlans(): Promise<void> {
  const scans: Scan[] = [];
  for (const [sql, where] of asked.sqlite)
    if (isPlanned(sql) && !where.startsWith("database/migrat")) scans.push(...(await listScans(sql, where)));
  if (scans.length > 0)
    throw new Error(
      `Reads a whole table that grows (support/plans.ts):\n${scans.map(({ where, plan, sql }) => `${where}: ${plan}: ${sql.slice(0, 500)}`).join("\n")}`,
    );
}
