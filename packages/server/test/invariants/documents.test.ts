import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../../../", import.meta.url);
const pages = [
  ...readdirSync(new URL("docs/threats", root)).map((name) => `docs/threats/${name}`),
  "docs/nist-800-63b.md",
  "docs/asvs.md",
];
const bases = ["", "packages/server/test/", "packages/server/src/"].map((base) => new URL(base, root));
const fileOf = (path: string): URL | undefined =>
  bases.map((base) => new URL(path, base)).find((file) => existsSync(file));

/** Whether a suite has a test of that name; `…` stands for what is left out, and a name may be made of a table's row. */
function hasTest(file: URL, name: string): boolean {
  const source = readFileSync(file, "utf8").replaceAll('\\"', '"');
  const parts = name.split("…").map((part) => part.trim());
  if (parts.every((part) => source.includes(part))) return true;
  const templates = [...source.matchAll(/\)\(\s*"([^"]*(?:%[sdij]|\$\w)[^"]*)"/g)].map(([, text = ""]) => text);
  // One that is nothing but its row, such as "%s", would be any name.
  return templates.some((text) => /[a-z]{2}/.test(text.replaceAll(/%[sdij]|\$[\w.]+/g, "")) && isMadeOf(text, name));
}

function isMadeOf(template: string, name: string): boolean {
  const fixed = template
    .split(/%[sdij]|\$[\w.]+/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${fixed.join(".+")}$`).test(name);
}

/** The tests a page names: files, each with the names in quotes behind it. */
function listNamed(page: string): { file: string; names: string[] }[] {
  const text = readFileSync(new URL(page, root), "utf8");
  return [...text.matchAll(/`([\w./-]+\.test\.tsx?)`((?:(?:<br>| )*"[^"|]+"(?: \([^)|]*\))?)*)/g)].map(
    ([, file = "", quoted = ""]) => ({ file, names: [...quoted.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name) }),
  );
}

test.each(pages)("the tests that %s names are there", (page) => {
  const gone = listNamed(page).flatMap(({ file, names }) => {
    const found = fileOf(file);
    return found ? names.filter((name) => !hasTest(found, name)).map((name) => `${file}: ${name}`) : [file];
  });
  expect(gone).toEqual([]);
});
