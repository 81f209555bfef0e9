import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeConfig } from "./config.ts";

test("`mortise config` masks secrets, and says which file they came from", () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-config-"));
  const path = join(folder, "smtp-url");
  writeFileSync(path, "smtps://maya:hunter2hunter2@mail.example.com:465\n");
  try {
    const shown = describeConfig({ MORTISE_SMTP_URL_FILE: path, MORTISE_METRICS_TOKEN: "token:0123456789abcdef" });
    expect(shown).toMatch(/MORTISE_SMTP_URL +smtps:\/\/maya:••••@mail\.example\.com:465 {2}\(given, from /);
    expect(shown).toContain(`(given, from ${path})`);
    expect(shown).toMatch(/MORTISE_METRICS_TOKEN +•••• {2}\(given\)\n/);
    expect(shown).toMatch(/MORTISE_ORIGINS +\(not set\)\n/);
    for (const hidden of ["hunter2", "0123456789abcdef"]) expect(shown).not.toContain(hidden);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
