// Another Node than the one that runs this, fetched from the npm registry.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a script of the repository on the newest Node of a major version. Answers its exit code. */
export function runOnNode(major, args) {
  const node = fetchNode(major);
  console.log(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim());
  const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
  return spawnSync(node, args, { cwd: root, stdio: "inherit", env }).status ?? 1;
}

// In a folder of its own: nothing of it stands in the lock, and no script of it is run.
function fetchNode(major) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, "node_modules/.cache", `node-${major}`);
  const file = join(folder, "node_modules", name, "bin/node");
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const args = ["install", "--prefix", folder, "--ignore-scripts", "--no-save", "--no-package-lock", "--no-audit"];
  const installed = spawnSync("npm", [...args, `${name}@${major}`], { cwd: folder, stdio: "inherit" });
  if (installed.status !== 0) throw new Error(`npm could not fetch ${name}@${major}.`);
  return file;
}
