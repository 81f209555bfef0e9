import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "./json-text.ts";

describe("JSON within bounds", () => {
  test("what JSON.stringify writes is read as it was", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2, "\t"), (given, space) => {
        const text = JSON.stringify(given, null, space);
        if (!text.includes('"__proto__"')) expect(readJson(text)).toEqual({ json: JSON.parse(text) as unknown });
      }),
    );
  });

  test("a key given twice is found wherever it stands and however it is written", () => {
    const key = fc.string({ maxLength: 10 });
    const spelled = (text: string, isEscaped: boolean): string =>
      isEscaped
        ? `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`
        : JSON.stringify(text);
    fc.assert(
      fc.property(
        key,
        fc.boolean(),
        fc.boolean(),
        fc.nat({ max: 5 }),
        fc.boolean(),
        (name, one, other, depth, isList) => {
          const object = `{${spelled(name, one)}:[1,{"b":"}"}],"x${name}":"\\"",${spelled(name, other)}:null}`;
          const text = Array.from({ length: depth }).reduce<string>(
            (inner) => (isList ? `["a",${inner}]` : `{"a":"b","c":${inner}}`),
            object,
          );
          expect(readJson(text)).toHaveProperty("fault");
        },
      ),
    );
  });

  test.each([
    ['{"a":{"a":1},"b":{"a":1}}', { a: { a: 1 }, b: { a: 1 } }],
    ['[{"a":1},{"a":1}]', [{ a: 1 }, { a: 1 }]],
    ['{"a":"a","b":"a"}', { a: "a", b: "a" }],
    ['{"a":["a","a","a"]}', { a: ["a", "a", "a"] }],
    ['{"a\\\\":1,"a":"{\\"a\\":1,\\"a\\":2}"}', { "a\\": 1, a: '{"a":1,"a":2}' }],
    ['{"constructor":1,"A":1,"a":1}', { constructor: 1, A: 1, a: 1 }],
  ])("%s says nothing twice", (text, expected) => {
    expect(readJson(text)).toEqual({ json: expected });
  });

  test.each([
    ["a key twice", '{"a":1,"a":1}'],
    ["the empty key twice", '{"":1,"":1}'],
    ["a prototype", '{"a":[{"__proto__":1}]}'],
    ["a prototype in escapes", '{"\\u005F_proto__":1}'],
    ["nested too deep", "[".repeat(13) + "]".repeat(13)],
    ["nested too deep, both ways", '{"a":['.repeat(7) + "]}".repeat(7)],
    ["too many keys", `{${Array.from({ length: 101 }, (_, at) => `"${at}":1`).join()}}`],
    ["a key that is too long", `{"${"a".repeat(130)}":1}`],
    ["a text that is too long", `["${"a".repeat(50_000)}"]`],
    ["too many parts", `[${"1,".repeat(20_000)}1]`],
    ["half a text", '{"a":"'],
    ["a text that ends in a backslash", '"\\'],
    ["an open list", "["],
    ["nothing", ""],
    ["two values", "1 2"],
    ["other white space", "{\u00a0}"],
    ["a comment", "{}//"],
  ])("refused: %s", (_name, text) => {
    expect(readJson(text)).toHaveProperty("fault");
  });

  test("whatever is sent, nothing is looked at twice", () => {
    // A reader that tries again from each quote needs minutes for these.
    for (const part of ['"', '\\"', '"\\', "\\", '\\"\\\\"', '{"', ':"', ",", "x"]) {
      const text = part.repeat(Math.floor(65_536 / part.length));
      const before = performance.now();
      readJson(`{"${text}`);
      readJson(text);
      expect(performance.now() - before, part).toBeLessThan(500);
    }
  });
});
