// Writes what is generated from the code: OpenAPI document, SDK types, configuration reference, route table, problem pages,
// and parts of guides.
// With --check it writes nothing and fails when a committed file is not what the code says.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { buildStale } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");
// The pages are built from what is generated here.
await buildStale({ only: "server" });
const { generateReference, generateParts } = await import("../packages/server/dist/reference.js");
const files = { ...generateReference() };
for (const [name, parts] of Object.entries(generateParts())) files[name] = withParts(name, parts);
const types = astToString(await openapiTS(JSON.parse(files["docs/openapi.json"])));
files["packages/sdk/src/generated/schema.ts"] = `// Generated from docs/openapi.json by npm run generate.\n\n${types}`;
const stale = Object.entries(files).filter(
  ([name, content]) => !existsSync(join(root, name)) || readFileSync(join(root, name), "utf8") !== content,
);
for (const [name, content] of check ? [] : stale) {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
}
console.log(
  stale.length === 0
    ? "Generated files are up to date."
    : `${check ? "Stale" : "Written"}: ${stale.map(([name]) => name).join(", ")}`,
);
if (check && stale.length > 0) process.exit(1);

/** A document people write, with what stands between `<!-- generated: … -->` and the next `<!-- end -->` made anew. */
function withParts(name, parts) {
  let text = readFileSync(join(root, name), "utf8");
  for (const [part, content] of Object.entries(parts)) {
    const [begin, end] = [`<!-- generated: ${part} -->\n`, "\n<!-- end -->"];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`${name} has no place for "${part}".`);
    text = text.slice(0, from) + begin + content + text.slice(to);
  }
  return text;
}
