import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendNote } from "../../src/audit/log/witness/witness-file.ts";
import { openFilter } from "../../src/authenticators/password/breached/read-filter.ts";
import { readConfig } from "../../src/config/config.ts";
import { openServer } from "../../src/http/open-server.ts";

describe("a pipe is waited for by nobody who opens a file that is set", () => {
  const folder = mkdtempSync(join(tmpdir(), "plain-"));
  const pipe = join(folder, "pipe");
  beforeAll(() => void execFileSync("mkfifo", [pipe]));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a filter of breached passwords", () => expect(openFilter(pipe)).rejects.toThrow(/no plain file/));
  test("a witness", () => expect(appendNote(pipe, "note")).rejects.toThrow(/no plain file/));
  test("a certificate", () => {
    const config = readConfig({
      MORTISE_PUBLIC_URL: "https://localhost:3000",
      MORTISE_TLS_CERTIFICATE_FILE: pipe,
      MORTISE_TLS_KEY_FILE: pipe,
    });
    expect(() => openServer(config, {}, () => undefined)).toThrow(/no plain file/);
  });
});
