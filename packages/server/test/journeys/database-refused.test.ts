import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { administer } from "../support/databases.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey } from "../support/test-server.ts";

describe("a PostgreSQL that cannot hold a deployment", () => {
  const made: string[] = [];
  const create = async (as: string, ...more: string[]): Promise<string> => {
    const name = `t_${randomBytes(6).toString("hex")}`;
    made.push(name);
    await administer(`create database ${name} ${as}`);
    for (const each of more) await administer(`alter database ${name} ${each}`);
    const url = new URL(await ask("postgres"));
    url.pathname = `/${name}`;
    return url.toString();
  };
  afterEach(async () => {
    for (const name of made.splice(0)) await administer(`drop database ${name} with (force)`);
  });

  const byBytes = "lc_collate 'C' lc_ctype 'C' template template0";
  const readOnly = "set default_transaction_read_only = on";
  test.each([
    ["is encoded in LATIN1", `encoding 'LATIN1' ${byBytes}`, [], /encoded in LATIN1.*createdb --encoding=UTF8/],
    ["has no encoding", `encoding 'SQL_ASCII' ${byBytes}`, [], /encoded in SQL_ASCII/],
    ["is read-only and empty", "", [readOnly], /read-only/],
    ["is read-only and has every table", "template template", [readOnly], /read-only/],
  ])("%s: refused at start, and doctor says the same", async (_name, as, more, says) => {
    const databaseUrl = await create(as, ...more);
    await expect(startServer("postgres", { databaseUrl, quiet: true })).rejects.toThrow(says);
    const settings = { MORTISE_DATABASE_URL: databaseUrl, MORTISE_ROOT_KEY: testRootKey };
    const { code, out } = await runCommand(["doctor"], settings);
    expect([code, out]).toEqual([1, expect.stringMatching(says)]);
  });
});
