// Lint, formatting, import order: prints every fault of all three before it fails.
import { pathToFileURL } from "node:url";
import { runStep } from "./steps.mjs";

const bin = (name) => `node_modules/.bin/${name}`;
// By content: a checkout touches every file and changes none.
const cache = [
  "--cache",
  "--cache-strategy",
  "content",
  "--cache-location",
  "node_modules/.cache/prettier-results.json",
];

export const lintSteps = [
  ["formatting", [bin("prettier"), "--check", "--log-level", "warn", ...cache, "."]],
  [
    "import order",
    [
      bin("depcruise"),
      ...["--config", "tools/dependency-rules.cjs", "--output-type", "err"],
      ...["packages/server/src", "packages/sdk/src", "packages/web/src"],
    ],
  ],
  // The rules stand in .oxlintrc.json, where editors look for them too.
  ["lint", [bin("oxlint"), "--deny-warnings", "packages", "tools", "bench", "examples"]],
];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ended = await Promise.all(lintSteps.map(([name, command]) => runStep(name, command)));
  process.exitCode = ended.every(Boolean) ? 0 : 1;
}
