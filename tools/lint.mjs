// Lint, formatting, import order: prints every fault of all three before it fails.
import { pathToFileURL } from "node:url";
import { runStep } from "./steps.mjs";

const bin = (name) => `node_modules/.bin/${name}`;
// By content: a checkout touches every file and changes none. A file is not looked at again for the types of another; a clean
// checkout, as CI has it, knows no cache.
const cache = (name) => [
  "--cache",
  "--cache-strategy",
  "content",
  "--cache-location",
  `node_modules/.cache/${name}-results.json`,
];

export const lintSteps = [
  ["formatting", [bin("prettier"), "--check", "--log-level", "warn", ...cache("prettier"), "."]],
  [
    "import order",
    [
      bin("depcruise"),
      ...["--config", "tools/dependency-rules.cjs", "--output-type", "err"],
      ...["packages/server/src", "packages/sdk/src", "packages/web/src"],
    ],
  ],
  [
    "lint",
    [
      bin("eslint"),
      ...["--config", "tools/eslint.config.mjs", "--max-warnings", "0", ...cache("eslint")],
      ...["packages", "tools", "bench", "examples"],
    ],
  ],
];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ended = await Promise.all(lintSteps.map(([name, command]) => runStep(name, command)));
  process.exitCode = ended.every(Boolean) ? 0 : 1;
}
