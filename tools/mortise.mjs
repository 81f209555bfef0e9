// `npm run mortise -- <command>`: the operator's commands, built when stale.
import { buildStale } from "./build.mjs";

await buildStale();
await import("../packages/server/dist/cli.js");
