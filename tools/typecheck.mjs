// Type-checks every package with the pinned compiler.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = ["packages/server", "packages/sdk", "packages/web"].filter((name) =>
  existsSync(`${root}${name}/tsconfig.json`),
);
const failed = packages.filter(
  (name) =>
    spawnSync(process.execPath, ["node_modules/typescript7/bin/tsc", "-p", name], { cwd: root, stdio: "inherit" })
      .status !== 0,
);
process.exit(failed.length > 0 ? 1 : 0);
