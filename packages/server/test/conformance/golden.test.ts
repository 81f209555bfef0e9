import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { linesOf } from "../../src/audit/log/bundle/formats/detect.ts";
import { logVerifier, readVerifierKey } from "../../src/crypto/verifier-key.ts";
import { verifyFile } from "../../src/audit/log/bundle/verify-file.ts";
import { verifyWith } from "../support/bundles.ts";

// Written once and never again: what was exported then must verify for good. It holds expired and erased events too.
const file = (name: string): string => fileURLToPath(new URL(`golden/1/${name}`, import.meta.url));
const key = logVerifier(readVerifierKey(readFileSync(file("log.key"), "utf8").trim())!);
const since = readFileSync(file("older.checkpoint"), "utf8");

async function split(name: string): Promise<string[]> {
  const lines: string[] = [];
  async function* whole() {
    yield await Promise.resolve(readFileSync(file(name), "utf8"));
  }
  for await (const line of linesOf(whole())) lines.push(line);
  return lines;
}

describe("bundles of the first version", () => {
  test.each(["log.jsonl", "log.csv", "log.ocsf.jsonl", "account.jsonl"])("%s verifies, and continues", async (name) => {
    expect(await verifyFile(file(name), { key })).toMatchObject({ ok: true });
    expect(await verifyFile(file(name), { key, since })).toMatchObject({ ok: true });
  });

  test.each(["log.jsonl", "log.csv", "log.ocsf.jsonl", "account.jsonl"])(
    "no character of %s can be another",
    async (name) => {
      const lines = await split(name);
      expect(verifyWith({ key }, lines)).toMatchObject({ ok: true });
      const text = lines.join("");
      // Every thirteenth, so that it takes a second and no minute.
      for (let at = 3; at < text.length; at += 13) {
        const other = text[at] === "1" ? "2" : "1";
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        const verdict = verifyWith({ key }, changed.match(/.*\n|.+$/g) ?? []);
        expect(verdict.ok, `${name} at ${at}: ${text.slice(at - 20, at + 20)}`).toBe(false);
      }
    },
  );
});
