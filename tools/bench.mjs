// `npm run bench`: builds what is stale, then measures the bundled server. `-- --quick` is a smoke test of every leg, `-- --only sessions,log` runs these.
import { parseArgs } from "node:util";
import { buildStale } from "./build.mjs";
import { runBench } from "../bench/run.mjs";

await buildStale();
const { quick, only } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } }).values;
process.exitCode = await runBench({ quick, only: only?.split(",") });
