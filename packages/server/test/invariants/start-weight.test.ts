import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ask } from "../support/ask.ts";

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The scripts a script cannot do without, and how many bytes of each are read. */
function readWith(file: string, found = new Map<string, number>()): ReadonlyMap<string, number> {
  if (found.has(file)) return found;
  const text = readFileSync(file, "utf8");
  found.set(file, text.length);
  for (const [, name = ""] of text.matchAll(/^(?:import|export)\b[^;]*?"(\.\/[^"]+)"/gm))
    readWith(join(dirname(file), name), found);
  return found;
}

// Reading and compiling is most of a start. Measured: 4.6 MB in 8 scripts.
test("a server reads 5 MB of its own scripts to start, at most", async () => {
  await ask("build");
  const bytes = [...readWith(main).values()].reduce((sum, each) => sum + each, 0);
  expect(bytes).toBeLessThanOrEqual(5_000_000);
  expect(bytes).toBeGreaterThan(1_000_000);
});
