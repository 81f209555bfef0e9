import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as TypeScript from "typescript";
import { expect, test } from "vitest";

// The one with a compiler API, which the tools bring (docs/decisions/0009).
const ts = createRequire(new URL("../../../../tools/package.json", import.meta.url))("typescript") as typeof TypeScript;
const source = fileURLToPath(new URL("../../src/", import.meta.url));

/** What stands around a transaction and must not be used within: another one, what hashes or asks the network, reads beside it. */
const outside = new Set([
  "transact",
  "passwords",
  "read",
  "database",
  "holdings",
  "workspaceUses",
  "refreshPlaces",
  "resolver",
  "fetchOutside",
  "asFetch",
]);

/** Uses, inside callbacks of `transact`, of what is outside of them. `Work` has none of it; what is caught from around has. */
function listUses(file: string, text: string): string[] {
  const found: string[] = [];
  const within = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && isOutside(node)) found.push(`${file}: ${node.parent.getText().slice(0, 60)}`);
    ts.forEachChild(node, within);
  };
  const visit = (node: TypeScript.Node): void => {
    const callback = ts.isCallExpression(node) && isTransact(node.expression.getText()) ? node.arguments[0] : undefined;
    if (callback && ts.isArrowFunction(callback)) within(callback.body);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

const isTransact = (called: string): boolean =>
  /(^|\.)transact$/.test(called) && !/(^|\.)database\.transact$/.test(called);

function isOutside({ text, parent }: TypeScript.Identifier): boolean {
  // Whoever is given the services reads beside the transaction, not in it: they are a `View` too.
  if (text === "services") return !ts.isPropertyAccessExpression(parent);
  if (!outside.has(text)) return false;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === text)
    return parent.expression.getText() === "services";
  return !ts.isPropertyAssignment(parent) && !ts.isBindingElement(parent);
}

test("inside a transaction nothing is used but the transaction", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("database/"),
  );
  expect(files.flatMap((file) => listUses(file, readFileSync(source + file, "utf8")))).toEqual([]);
});

test.each([
  ["a second transaction", "transact(async (work) => { await services.transact(async () => 1); })"],
  ["one taken out of the services", "transact(async (work) => { await transact(async () => 1); })"],
  ["a password's hash", "services.transact(async ({ tx }) => passwords.hash('x'))"],
  ["a read beside it", "services.transact(async ({ tx }) => find(services.read))"],
  ["the services handed on", "services.transact(async ({ tx }) => gatherBound(services, 'acct_1'))"],
  ["DNS", "services.transact(async ({ tx }) => services.resolver.findTexts('x'))"],
  ["a request to the outside", "services.transact(async ({ tx }) => fetchOutside({ config, resolver }, 'x', bounds))"],
  ["a read taken out of the services", "services.transact(async ({ tx }) => find(read))"],
])("%s is seen", (_name, text) => {
  expect(listUses("offender.ts", text)).not.toEqual([]);
});

test("what is the transaction's own is let be", () => {
  expect(listUses("fine.ts", "transact(async (work) => find(work.read, { read: 1 }))")).toEqual([]);
});
