#!/usr/bin/env node
// The operator's commands, as `npx mortise <command>`. Needs a built server; `npm start` and `npm run build` make one.
import { existsSync } from "node:fs";

const cli = new URL("../dist/cli.js", import.meta.url);
if (existsSync(cli)) await import(cli.href);
else {
  process.stderr.write("The server is not built. Run npm run build first.\n");
  process.exitCode = 1;
}
