import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);
const sheets = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

test("text is as heavy as system fonts are: 400 and 600, by name", () => {
  const tokens = [...read("app/tokens.css").matchAll(/--m-w-\w+:\s*([^;]+);/g)].map(([, weight]) => weight);
  expect(new Set(tokens)).toEqual(new Set(["400", "600"]));
  const others = sheets.flatMap((file) =>
    [...read(file).matchAll(/font(?:-weight)?:\s*([^;]+);/g)]
      .filter(([text, value]) => text.startsWith("font-weight") || /\b[1-9]00\b|bold/.test(value!))
      .map(([, value]) => value!)
      .filter((value) => !/^(?:inherit|normal|var\(--m-w-\w+\))$/.test(value)),
  );
  expect(others).toEqual([]);
});
