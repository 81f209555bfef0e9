// `npm test`: types, lint, generated files, then every suite on SQLite, PostgreSQL and in Chromium. Ends with one summary line.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPrograms } from "./programs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const filters = process.argv.slice(2);
const failures = [];

function step(name, command, args) {
  const started = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  console.log(`  ${name}: ${status === 0 ? "ok" : "FAILED"} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (status !== 0) failures.push(name);
}

// Missing programs are found, or installed, before anything else takes its time.
findPrograms();
const work = mkdtempSync(join(tmpdir(), "mortise-test-"));
const report = join(work, "report.json");
try {
  if (filters.length === 0) {
    step("types", process.execPath, ["tools/typecheck.mjs"]);
    step("build", process.execPath, ["tools/build.mjs"]);
    step("generated files", process.execPath, ["tools/generate.mjs", "--check"]);
    step("formatting, import order, lint", process.execPath, ["tools/lint.mjs"]);
  } else step("build", process.execPath, ["tools/build.mjs"]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const seen = join(work, "event-types");
  process.env.EVENT_TYPES_SEEN = seen;
  step("suites", process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters]);
  if (filters.length === 0) step("every type of event was produced", process.execPath, ["tools/events-seen.mjs", seen]);
} finally {
  summarize();
  rmSync(work, { recursive: true, force: true });
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
