// Lint, formatting, import order: prints every fault of all three before it fails.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const steps = [
  ["formatting", ["prettier", "--check", "--log-level", "warn", "."]],
  [
    "import order",
    [
      "depcruise",
      "--config",
      "tools/dependency-rules.cjs",
      "--output-type",
      "err",
      "packages/server/src",
      "packages/sdk/src",
      "packages/web/src",
    ],
  ],
  [
    "lint",
    ["eslint", "--config", "tools/eslint.config.mjs", "--max-warnings", "0", "packages", "tools", "bench", "examples"],
  ],
];
const failed = steps
  .filter(
    ([, [program, ...args]]) =>
      spawnSync(`node_modules/.bin/${program}`, args, { cwd: root, stdio: "inherit" }).status !== 0,
  )
  .map(([name]) => name);
if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
