// `npm test`: types, lint, generated files, every suite on SQLite, PostgreSQL and in Chromium. Ends with one summary line.
import { readFileSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintSteps } from "./lint.mjs";
import { runStep } from "./steps.mjs";
import { typeSteps } from "./typecheck.mjs";

const node = process.execPath;
const filters = process.argv.slice(2);
const isWhole = filters.length === 0;
const failures = [];

async function step(name, command, options) {
  if (!(await runStep(name, command, options))) failures.push(name);
}

const work = mkdtempSync(join(tmpdir(), "mortise-test-"));
const report = join(work, "report.json");
const seen = join(work, "event-types");
process.env.EVENT_TYPES_SEEN = seen;
try {
  await step("programs the tests need", [node, "tools/test-needs.mjs"]);
  await step("build", [node, "tools/build.mjs"]);
  // The suites often wait for an answer; what is checked without running it takes that time.
  await Promise.all([suites(), isWhole && checks()]);
  if (isWhole) await step("every type of event was produced", [node, "tools/events-seen.mjs", seen]);
} finally {
  summarize();
  rmSync(work, { recursive: true, force: true });
}

function suites() {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return step("suites", [node, "node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters], { isShown: true });
}

// One after the other: beside them the suites keep both cores busy.
async function checks() {
  const generated = ["generated files", [node, "tools/generate.mjs", "--check"]];
  for (const [name, command] of [generated, ...typeSteps, ...lintSteps]) await step(name, command);
}

function summarize() {
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  try {
    counts = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    failures.push("suites did not report");
  }
  const failed =
    counts.numFailedTests +
    failures.filter((name) => name !== "suites").length +
    (failures.includes("suites") && counts.numFailedTests === 0 ? 1 : 0);
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
  console.log(
    `\n${counts.numPassedTests} passed, ${failed} failed${counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ""}`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}
