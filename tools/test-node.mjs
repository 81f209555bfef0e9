// `npm run test:node24`: the server's suites and one story in Chromium on another Node, fetched from the npm registry.
// `node tools/test-node.mjs 22 [file …]` runs on that one, and only those files.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major = "24", ...files] = process.argv.slice(2);
const node = fetchNode(major);
console.log(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim());
const chosen = files.length > 0 ? files : ["packages/server/", "packages/web/test/front-door.test.ts"];
const { status } = spawnSync(node, ["node_modules/vitest/vitest.mjs", "run", ...chosen], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH },
});
process.exitCode = status ?? 1;

/** The newest of a major version, in a folder of its own: nothing of it stands in the lock, and no script of it is run. */
function fetchNode(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, "node_modules/.cache", `node-${version}`);
  const file = join(folder, "node_modules", name, "bin/node");
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const args = ["install", "--prefix", folder, "--ignore-scripts", "--no-save", "--no-package-lock", "--no-audit"];
  const installed = spawnSync("npm", [...args, `${name}@${version}`], { cwd: folder, stdio: "inherit" });
  if (installed.status !== 0) throw new Error(`npm could not fetch ${name}@${version}.`);
  return file;
}
