// Type-checks every package with the pinned compiler, side by side.
import { pathToFileURL } from "node:url";
import { runStep } from "./steps.mjs";

export const typeSteps = ["server", "sdk", "web"].map((name) => [
  `types of ${name}`,
  [process.execPath, "node_modules/typescript7/bin/tsc", "-p", `packages/${name}`],
]);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ended = await Promise.all(typeSteps.map(([name, command]) => runStep(name, command)));
  process.exitCode = ended.every(Boolean) ? 0 : 1;
}
