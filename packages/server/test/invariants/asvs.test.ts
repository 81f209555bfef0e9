import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../../../", import.meta.url);
const page = readFileSync(new URL("docs/asvs.md", root), "utf8");
const { levels } = JSON.parse(
  readFileSync(new URL("../conformance/vectors/asvs-5.0.0.json", import.meta.url), "utf8"),
) as { levels: Record<string, number> };
const verdicts = ["met", "with a setting", "partly", "not met", "does not apply"];

interface Row {
  readonly id: string;
  readonly level: string;
  readonly asks: string;
  readonly here: string;
  readonly where: string;
  readonly proof: string;
}

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = page
  .split("\n")
  .filter((line) => /^\| V\d+\.\d+\.\d+ \|/.test(line))
  .map((line): Row => {
    const [id = "", level = "", asks = "", here = "", where = "", proof = "", ...more] = cellsOf(line);
    if (more.length > 0 || !proof) throw new Error(`Not six cells: ${line}`);
    return { id, level, asks, here: here.replaceAll("**", ""), where, proof };
  });

/** Files a cell names, and documents it links to. */
function namedIn(cell: string): URL[] {
  const files = [...cell.matchAll(/`((?:[\w.-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:tsx?|json|html|md))`/g)].map(
    ([, path = ""]) =>
      [new URL(path, root), new URL(`packages/server/src/${path}`, root)].find((file) => existsSync(file)),
  );
  const links = [...cell.matchAll(/\]\(([^)#]+)(?:#[\w-]+)?\)/g)].map(
    ([, path = ""]) => new URL(path, new URL("docs/", root)),
  );
  return [...files, ...links].flatMap((file) => (file ? [file] : []));
}

describe("the page of ASVS 5.0.0", () => {
  test("has each of the standard's 345 requirements, once, in its order and at its level", () => {
    expect(Object.keys(levels)).toHaveLength(345);
    expect(rows.map(({ id, level }) => [id, Number(level)])).toEqual(Object.entries(levels));
  });

  test("says of each one of five things, in at most twenty words what it asks, and which test there is", () => {
    for (const { id, asks, here, proof } of rows) {
      expect.soft(verdicts, id).toContain(here);
      expect.soft(asks.split(/\s+/).length, id).toBeLessThanOrEqual(20);
      expect.soft(proof, id).toMatch(/^(?:no test|`[\w./-]+\.tsx?`.*)$/);
    }
  });

  test("counts in its head what its rows say", () => {
    const counted = verdicts.map((verdict) => {
      const of = (level: number) => rows.filter((row) => row.here === verdict && Number(row.level) === level).length;
      return [`**${verdict}**`, of(1), of(2), of(3), of(1) + of(2) + of(3)].join(" | ");
    });
    for (const line of counted) expect.soft(page.includes(`| ${line} |`), line).toBe(true);
    const at = (level: number) => rows.filter((row) => Number(row.level) === level).length;
    const all = `| **all** | ${at(1)} | ${at(2)} | ${at(3)} | ${rows.length} |`;
    expect(page.includes(all), all).toBe(true);
  });

  test("names in its foot what is left at levels 1 and 2", () => {
    const left = rows
      .filter(({ here, level }) => ["partly", "not met"].includes(here) && level !== "3")
      .map(({ id }) => id);
    expect(page.trimEnd().split("\n").at(-1)).toBe(
      `Partly or not met, each with its reason above: ${left.join(", ")}.`,
    );
  });

  test("names a file or document that exists for all that is met", () => {
    for (const { id, here, where } of rows.filter((row) => ["met", "with a setting"].includes(row.here)))
      expect.soft(namedIn(where).length, `${id} ${here}`).toBeGreaterThan(0);
  });

  test("names no file and no document that is not there", () => {
    for (const { id, where } of rows) {
      const files = [...where.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.(?:tsx?|json|html))`/g)].map(([, path = ""]) => path);
      const gone = files.filter(
        (path) => !["", "packages/server/src/"].some((base) => existsSync(new URL(base + path, root))),
      );
      expect.soft(gone, id).toEqual([]);
      for (const link of where.matchAll(/\]\(([^)#]+)(#[\w-]+)?\)/g)) {
        const [, path = "", anchor] = link;
        const file = new URL(path, new URL("docs/", root));
        expect.soft(existsSync(file), `${id} ${path}`).toBe(true);
        if (anchor && existsSync(file)) expect.soft(anchorsOf(readFileSync(file, "utf8")), id).toContain(anchor);
      }
    }
  });

  test("gives a reason for each that is not met, or partly", () => {
    for (const { id, here, where } of rows.filter((row) => ["partly", "not met", "does not apply"].includes(row.here)))
      expect.soft(where.length, `${id} ${here}`).toBeGreaterThan(5);
  });
});

/** Where a page's headings can be linked to. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = ""]) =>
      `#${heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .trim()
        .replaceAll(/\s/g, "-")}`,
  );
}
