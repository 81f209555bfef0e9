// `npm run test:node24`: the server's suites and one story in Chromium on another Node, fetched from the npm registry.
// `node tools/test-node.mjs 22 [file …]` runs on that one, and only those files.
import { runOnNode } from "./other-node.mjs";

const [major = "24", ...files] = process.argv.slice(2);
const chosen = files.length > 0 ? files : ["packages/server/", "packages/web/test/front-door.test.ts"];
process.exitCode = runOnNode(major, ["node_modules/vitest/vitest.mjs", "run", ...chosen]);
