import { execFileSync } from "node:child_process";
import { constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { openPlainFile, readPlainFile } from "./plain-file.ts";

describe("what is no plain file is told as that, and nobody waits for it", () => {
  const folder = mkdtempSync(join(tmpdir(), "plain-"));
  const pipe = join(folder, "pipe");
  const large = join(folder, "large");
  beforeAll(() => {
    execFileSync("mkfifo", [pipe]);
    writeFileSync(large, "x".repeat(1024 * 1024 + 1));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([() => pipe, () => "/dev/zero", () => folder])("read %#", (path) => {
    expect(() => readPlainFile(path())).toThrow(/no plain file/);
  });

  test("nor is a large one read", () => {
    expect(() => readPlainFile(large)).toThrow(/larger/);
  });

  test.each([
    ["read", constants.O_RDONLY],
    ["written to", constants.O_WRONLY | constants.O_APPEND],
  ])("a pipe is not %s", async (_name, flags) => {
    await expect(openPlainFile(pipe, flags)).rejects.toThrow(/no plain file/);
  });

  test.each(["MORTISE_ROOT_KEY_FILE", "MORTISE_METRICS_TOKEN_FILE", "MORTISE_SMTP_URL_FILE"])("%s", (name) => {
    for (const path of [pipe, "/dev/zero", folder])
      expect(() => readConfig({ [name]: path })).toThrow(`${name}: ${path} cannot be read (It is no plain file.).`);
  });
});
