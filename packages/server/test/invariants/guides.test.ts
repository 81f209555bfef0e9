import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { attemptSeconds } from "../../src/attempts/attempt.ts";
import { settings } from "../../src/config/settings.ts";
import { lanes } from "../../src/delivery/transport.ts";
import { most, mostPending } from "../../src/rules/sizes/one-more.ts";
import { copiesAskedADay } from "../../src/rules/mails/ceilings.ts";
import {
  requiredResets,
  triesInARow,
  triesPerAccount,
  triesPerAttempt,
  triesPerBudget,
} from "../../src/rules/requests/throttling.ts";
import { mostToldRefusals } from "../../src/rules/log/refusals.ts";
import { staleEndings } from "../../src/rules/step-up/stale-endings.ts";
import { decideStepUpRequirement } from "../../src/rules/step-up/terms.ts";
import { triesPerCode } from "../../src/rules/authenticators/text-messages.ts";
import { codesPerSet } from "../../src/authenticators/recovery-codes/recovery-code.ts";

const root = new URL("../../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const guides = readdirSync(new URL("docs/guides", root)).map((name) => `docs/guides/${name}`);
const count = (value: number): string => value.toLocaleString("en-US");

test("the limits that are written are those of the code", () => {
  const limits = read("docs/guides/limits.md");
  const lines = [
    `| ended without fresh proof | ${staleEndings.limit} other session a day`,
    `| fresh proof | ${decideStepUpRequirement("change-email").maxAgeSeconds} seconds`,
    `| an attempt | ${triesPerAttempt} wrong tries |`,
    `| an account and kind, strangers together | ${triesPerBudget} in 15 minutes |`,
    `| all of them together | ${triesPerAccount} in 15 minutes |`,
    `| an account and kind, in a row, however long it takes | ${triesInARow};`,
    `| a code by text message, while a phone is bound | ${triesPerCode} |`,
    `| of a kind being bound at once | ${mostPending},`,
    `| recovery codes | ${codesPerSet},`,
    `| an attempt | ${attemptSeconds} seconds |`,
    `| addresses asked whether copies of alerts may go there | ${copiesAskedADay.limit} a day`,
    `| workspaces | ${count(most.workspaces)} |`,
    `| domains, proven or not | ${count(most.domains)} |`,
    `| connections to identity providers | ${most.connections} |`,
    `| invitations that wait | ${count(most.invitations)},`,
    `| new passwords asked of one member | ${requiredResets.limit} a day |`,
    `| refusals told in the log, a server and hour | ${mostToldRefusals};`,
  ];
  expect(lines.filter((line) => !limits.includes(line))).toEqual([]);
  expect(read("docs/guides/connections.md")).toContain(`| a mail server | ${lanes} connections,`);
});

test.each(guides)("the defaults that %s names are those of the settings", (guide) => {
  const named = [...read(guide).matchAll(/`(MORTISE_[A-Z_]+)` \((\d+)\)/g)];
  for (const [, name, value] of named)
    expect.soft(settings.find((setting) => setting.name === name)?.default, name).toBe(value);
});

test.each([...guides, "SECURITY.md"])("the settings that %s names are there", (page) => {
  const known = new Set<string>(settings.flatMap(({ name }) => [name, `${name}_FILE`]));
  // A name that ends open, such as MORTISE_DKIM_*, stands for several.
  const named = [...read(page).matchAll(/\bMORTISE_[A-Z_]*[A-Z]\b(?!_?\*|…)/g)].map(([name]) => name);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test("the inventory of keys names every purpose, and every setting that holds a secret", () => {
  const inventory = read("docs/guides/keys-and-cryptography.md");
  const [, purposes = ""] = /export type KeyPurpose =([^;]+);/.exec(read("packages/server/src/crypto/keys.ts")) ?? [];
  const keys = [...purposes.matchAll(/"([\w-]+)"/g)].map(([, name]) => `| \`${name}\` |`);
  const secrets = settings.filter(({ secret }) => secret).map(({ name }) => `\`${name}\``);
  expect(keys.length).toBeGreaterThan(5);
  expect([...keys, ...secrets].filter((name) => !inventory.includes(name))).toEqual([]);
});

test("every table has its level of protection", () => {
  const folder = "packages/server/src/database/";
  const files = readdirSync(new URL(folder, root)).filter((name) => /^tables.*\.ts$/.test(name));
  const tables = files.flatMap((name) =>
    [...read(folder + name).matchAll(/^ {2}(\w+): (?:MailedLink & )?\{/gm)].map(([, table = ""]) =>
      table.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    ),
  );
  expect(tables.length).toBeGreaterThan(40);
  const rows = read("docs/guides/data.md")
    .split("\n")
    .filter((line) => /\| (?:secret|personal|internal|public) \|$/.test(line));
  const listed = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(listed.toSorted()).toEqual([...tables, "migrations"].toSorted());
});
