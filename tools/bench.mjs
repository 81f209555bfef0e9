// `npm run bench`: builds what is stale, then measures the bundled server. `-- --quick` is a smoke test of every leg.
import { buildStale } from "./build.mjs";
import { runBench } from "../bench/run.mjs";

await buildStale();
process.exitCode = await runBench({ quick: process.argv.includes("--quick") });
