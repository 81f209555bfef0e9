import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open-database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { listTables, listTexts } from "../support/sql-text.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const decisions = fileURLToPath(new URL("../../../../docs/decisions/", import.meta.url));

/** Queries that read other slices' tables, on purpose: each with the decision that says why, and whose tables. */
const exceptions: Readonly<Record<string, { readonly decision: string; readonly slices: readonly string[] }>> = {
  "accounts/caller.sql.ts": { decision: "0002", slices: ["policies", "sessions"] },
  "organizations/member-overview.sql.ts": {
    decision: "0029",
    slices: ["accounts", "authenticators", "policies", "sessions"],
  },
  "organizations/policies/members.sql.ts": { decision: "0030", slices: ["accounts", "authenticators", "policies"] },
  "organizations/policies/captured.sql.ts": { decision: "0030", slices: ["accounts", "authenticators", "policies"] },
  "organizations/policies/preview.sql.ts": { decision: "0030", slices: ["accounts", "authenticators", "sessions"] },
  // The lock on an account's row, under which every slice changes who can get in.
  "database/lock-account.ts": { decision: "0007", slices: ["accounts"] },
};

type Files = Readonly<Record<string, string>>;

const files: Files = Object.fromEntries(
  readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => [file, readFileSync(source + file, "utf8")]),
);
const isDatabase = (file: string): boolean => file.startsWith("database/");
const isQueries = (file: string): boolean =>
  file.endsWith(".sql.ts") || (isDatabase(file) && !/^database\/(migrations\/|tables)/.test(file));
const sliceOf = (file: string): string => file.split("/")[0]!;

/** Which slices query each table, the exceptions apart. */
function ownersOf(given: Files, tables: readonly string[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>(tables.map((table) => [table, new Set()]));
  for (const [file, code] of Object.entries(given).filter(([file]) => isQueries(file) && !(file in exceptions)))
    for (const table of listTables(code, tables)) owners.get(table)!.add(sliceOf(file));
  return owners;
}

/** Files that query outside `*.sql.ts` and `database/`, or take a table of any name, which no reader of text could follow. */
function astray(given: Files): string[] {
  const queries =
    /from "kysely"|\bsql(<.*>)?`|\.(selectFrom|insertInto|replaceInto|mergeInto|updateTable|deleteFrom|executeQuery)\(/;
  return Object.entries(given)
    .filter(([file, code]) =>
      isQueries(file)
        ? !isDatabase(file) && !(file in exceptions) && /keyof Tables|sql\.(raw|table|id)\b/.test(code)
        : !isDatabase(file) && queries.test(code),
    )
    .map(([file]) => file);
}

let folder: string;
let tables: readonly string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mortise-tables-"));
  const database = openDatabase(`file:${join(folder, "tables.db")}`);
  await migrate(database, () => 1);
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    database.read,
  );
  tables = rows.map(({ name }) => name).filter((name) => !name.startsWith("sqlite_"));
  await database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("each table is queried in one slice", () => {
  test("by the builder and by raw SQL", () => {
    expect(tables.length).toBeGreaterThan(40);
    const owners = ownersOf(files, tables);
    expect([...owners].filter(([, slices]) => slices.size !== 1)).toEqual([]);
  });

  test("exceptions have a decision, read only, and read nothing but what is said of them", () => {
    const owners = ownersOf(files, tables);
    for (const [file, { decision, slices }] of Object.entries(exceptions)) {
      const code = files[file]!;
      const foreign = listTables(code, tables).flatMap((table) => [...owners.get(table)!]);
      expect([...new Set(foreign)].filter((slice) => slice !== sliceOf(file)).sort(), file).toEqual(slices);
      const page = readdirSync(decisions).find((name) => name.startsWith(decision));
      expect(page && existsSync(decisions + page), file).toBe(true);
      if (isDatabase(file)) continue;
      expect(readFileSync(decisions + page!, "utf8"), file).toContain(file.split("/").at(-1));
      expect(code, file).not.toMatch(/\.(insertInto|replaceInto|mergeInto|updateTable|deleteFrom)\(/);
      expect(listTexts(code).join(" "), file).not.toMatch(/\b(insert into|update \w+ set|delete from)\b/i);
    }
  });

  test("queries stand in *.sql.ts, and in database/, which knows no slice", () => {
    expect(astray(files)).toEqual([]);
  });

  test.each([
    ["raw SQL", "export const rows = sql`select 1 from text_codes t`;"],
    ["raw SQL over lines", "export const rows = sql`select 1\n  from a, ${x}\n  join text_codes`;"],
    ["a part of raw SQL", "const from = ` join text_codes c on c.id = p.id`; export { from };"],
    ["the builder", 'export const rows = (on: any) => on.selectFrom("textCodes as c");'],
    [
      "a name kept for later",
      'const table = "textCodes" as const; export const rows = (on: any) => on.selectFrom(table);',
    ],
    ["a name that is a parameter", 'export const rows = (on: any, table: "textCodes") => on.deleteFrom(table);'],
    [
      "a callback of a join",
      'export const rows = (on: any) => on.innerJoin((eb: any) => eb.selectFrom("textCodes"), 1);',
    ],
  ])("another slice's table is found in %s", (_, code) => {
    const owners = ownersOf({ ...files, "sessions/offender.sql.ts": code }, tables);
    expect([...owners.get("text_codes")!].sort()).toEqual(["authenticators", "sessions"]);
  });

  test("a name in a comment, an import or a variable is no query", () => {
    const code = '// text_codes\nimport "./textCodes.ts";\nexport const textCodes = 1;';
    expect(listTables(code, tables)).toEqual([]);
  });

  test.each([
    ["sessions/session.ts", 'import { sql } from "kysely";'],
    ["sessions/session.ts", "export const rows = sql<{ id: string }>`select 1`;"],
    ["http/app.ts", 'export const rows = (on: any) => on.selectFrom("sessions");'],
    ["main.ts", "export const rows = (on: any, query: any) => on.executeQuery(query);"],
    ["sessions/offender.sql.ts", "export const rows = (on: any, table: keyof Tables) => on.selectFrom(table);"],
    ["sessions/offender.sql.ts", "export const rows = (name: string) => sql`select 1 from ${sql.table(name)}`;"],
  ])("in %s, %s is astray", (file, code) => {
    expect(astray({ ...files, [file]: code })).toEqual([file]);
  });
});
