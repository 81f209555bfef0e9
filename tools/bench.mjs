// `npm run bench`: builds what is stale, then measures the bundled server. `-- --quick` is a smoke test of every leg,
// `-- --only sessions,log` runs these, `-- --node 24` runs on that Node, fetched from the npm registry.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runOnNode } from "./other-node.mjs";

const options = { quick: { type: "boolean" }, only: { type: "string" }, node: { type: "string" } };
const { quick, only, node } = parseArgs({ options }).values;
if (node === undefined) {
  const { buildStale } = await import("./build.mjs");
  await buildStale();
  const { runBench } = await import("../bench/run.mjs");
  process.exitCode = await runBench({ quick, only: only?.split(",") });
} else {
  const rest = [...(quick ? ["--quick"] : []), ...(only === undefined ? [] : ["--only", only])];
  process.exitCode = runOnNode(node, [fileURLToPath(import.meta.url), ...rest]);
}
