// Compares the types of event the suites produced with the catalogue: one that no journey produces is promised and not kept.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [file = ""] = process.argv.slice(2);
const page = readFileSync(fileURLToPath(new URL("../docs/events.md", import.meta.url)), "utf8");
const types = [...page.matchAll(/^### `(.*)`$/gm)].map(([, type]) => type);
const seen = new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);
const missing = types.filter((type) => !seen.has(type));
console.log(`${types.length - missing.length} of ${types.length} types of event were produced.`);
if (missing.length > 0) console.log(`Not produced: ${missing.join(", ")}`);
process.exitCode = missing.length > 0 ? 1 : 0;
