import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// Its program in JavaScript: the others differ by machine.
process.env.RECHECK_BACKEND = "pure";
const [{ checkSync }, { parseSync }] = await Promise.all([import("recheck"), import("vite")]);

const packages = fileURLToPath(new URL("../../../", import.meta.url));
const files = ["server/src", "sdk/src", "web/src"].flatMap((folder) =>
  readdirSync(`${packages}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => `${packages}${folder}/${file}`),
);

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

function listPatterns(node: unknown): Pattern[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, regex } = node as { type?: unknown; regex?: Pattern };
  if (type === "Literal" && regex) return [regex];
  return Object.values(node).flatMap(listPatterns);
}

/** What a pattern costs at worst, where that is more than its text is long. */
function findFault({ pattern, flags }: Pattern): string | undefined {
  // However slow the machine is: what is not known is a fault.
  const found = checkSync(pattern, flags, { timeout: null });
  if (found.status === "safe") return undefined;
  return found.status === "unknown" ? found.error.kind : found.complexity.summary;
}

// A text of three hundred letters kept one for hours: the event loop, and everybody, waits meanwhile.
test("no pattern takes longer than its text is long", () => {
  const patterns = new Map(
    files.flatMap((file) =>
      listPatterns(parseSync(file, readFileSync(file, "utf8")).program).map((each) => [
        `/${each.pattern}/${each.flags}`,
        { ...each, file: file.slice(packages.length) },
      ]),
    ),
  );
  expect(patterns.size).toBeGreaterThan(100);
  const faults = [...patterns].map(([text, each]) => [each.file, text, findFault(each)]);
  expect(faults.filter(([, , fault]) => fault !== undefined)).toEqual([]);
});
