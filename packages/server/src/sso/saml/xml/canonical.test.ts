import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ExclusiveCanonicalization } from "xml-crypto";
import { canonicalize } from "./canonical.ts";
import { messageLimits, readXml } from "./read-xml.ts";
import { elementsOf, isElement, type XmlElement } from "./tree.ts";

const rootOf = (text: string): XmlElement => {
  const read = readXml(Buffer.from(text), messageLimits);
  if ("fault" in read) throw new Error(`${read.fault}: ${text}`);
  return read.root;
};
/** What xml-crypto makes of the same text, read by xmldom. */
function witness(text: string, inclusive: string[] = []): string {
  const document = new DOMParser().parseFromString(text, "text/xml");
  return new ExclusiveCanonicalization().process(document.documentElement, {
    inclusiveNamespacesPrefixList: inclusive,
  });
}

test.each([
  ["an empty element", "<a/>", "<a></a>"],
  ["attributes in order", `<a c="" b=""/>`, `<a b="" c=""></a>`],
  [
    "attributes by namespace",
    `<a xmlns:x="urn:b" xmlns:y="urn:a" x:a="1" y:b="2" z="3"/>`,
    `<a xmlns:x="urn:b" xmlns:y="urn:a" z="3" y:b="2" x:a="1"></a>`,
  ],
  ["what nothing uses", `<a xmlns:x="urn:b"><x:b/></a>`, `<a><x:b xmlns:x="urn:b"></x:b></a>`],
  [
    "a prefix that changes its meaning",
    `<x:a xmlns:x="urn:a"><x:b xmlns:x="urn:b"/></x:a>`,
    `<x:a xmlns:x="urn:a"><x:b xmlns:x="urn:b"></x:b></x:a>`,
  ],
  [
    "characters",
    `<a b="&lt;&amp;&quot;&gt;&#9;&#10;&#13;'">&lt;&amp;"&gt;&#13;\t\n</a>`,
    `<a b="&lt;&amp;&quot;>&#x9;&#xA;&#xD;'">&lt;&amp;"&gt;&#xD;\t\n</a>`,
  ],
  ["xml:lang", `<a xml:lang="en"/>`, `<a xml:lang="en"></a>`],
])("writes %s", (_name, text, expected) => {
  expect(canonicalize(rootOf(text))).toBe(expected);
  expect(witness(text)).toBe(expected);
});

// xml-crypto says it again of every element below; the specification says it once.
test("writes a default undone", () => {
  const text = `<a xmlns="urn:a"><b xmlns=""><c></c></b></a>`;
  expect(canonicalize(rootOf(text))).toBe(text);
});

test("an element below the root brings the namespaces it uses, and of those around it no more", () => {
  const [inner] = elementsOf(
    rootOf(`<x:a xmlns:x="urn:x" xmlns:y="urn:y" xmlns="urn:z" xml:lang="en"><x:b><c/></x:b></x:a>`),
  );
  expect(canonicalize(inner!)).toBe(`<x:b xmlns:x="urn:x"><c xmlns="urn:z"></c></x:b>`);
});

// The specification's §2.3 and RFC 3741: what the list names is treated as inclusive canonicalization would.
test("a list of prefixes is written where they are in force", () => {
  const text = `<a xmlns:x="urn:x" xmlns:y="urn:y" xmlns="urn:z"><y:b><y:c xmlns:x="urn:w"/></y:b></a>`;
  const [inner] = elementsOf(rootOf(text));
  expect(canonicalize(inner!, { inclusive: ["x", "nobody"] })).toBe(
    `<y:b xmlns:x="urn:x" xmlns:y="urn:y"><y:c xmlns:x="urn:w"></y:c></y:b>`,
  );
  expect(canonicalize(inner!, { inclusive: [""] })).toBe(`<y:b xmlns="urn:z" xmlns:y="urn:y"><y:c></y:c></y:b>`);
});

test("leaves the signature out and the text around it as it is", () => {
  const root = rootOf("<a> <b>c</b>\n<b>c</b> </a>");
  expect(canonicalize(root, { without: elementsOf(root)[0]! })).toBe("<a> \n<b>c</b> </a>");
});

const text = fc.string({
  unit: fc.constantFrom("a", " ", "é", "😀", "&amp;", "&lt;", "&gt;", "&quot;", "'", "&#13;", "&#10;", "&#9;", "\n"),
});
const namespaces = { x: ["urn:one", "urn:two"], y: ["urn:one", "urn:three"], "": ["urn:one", "urn:four"] };
type Prefix = keyof typeof namespaces;
const prefix = fc.constantFrom<Prefix>("x", "y", "");
const declared = (name: Prefix) => fc.option(fc.constantFrom(...namespaces[name]), { freq: 2, nil: undefined });

/** Documents in which prefixes come, change and go at every level. */
const documents = fc.letrec<{ element: string; children: string[] }>((tie) => ({
  children: fc.array(fc.oneof({ depthSize: "small" }, text, tie("element")), { maxLength: 4 }),
  element: fc
    .record({
      prefix,
      scope: fc.record({ x: declared("x"), y: declared("y"), "": declared("") }),
      attributes: fc.uniqueArray(fc.tuple(fc.constantFrom("", "x:", "y:"), fc.constantFrom("b", "c"), text), {
        // One of either prefix: both may stand for the same namespace.
        selector: ([prefix, local]) => (prefix === "" ? "" : "p") + local,
      }),
      children: tie("children"),
    })
    .map(({ prefix, scope, attributes, children }) => {
      const name = prefix === "" ? "a" : `${prefix}:a`;
      const spaces = Object.entries(scope).filter(([, uri]) => uri !== undefined);
      const own = spaces.map(([each, uri]) => ` xmlns${each === "" ? "" : `:${each}`}="${uri}"`);
      const others = attributes.map(([each, local, value]) => ` ${each}${local}="${value}"`);
      return `<${name}${own.join("")}${others.join("")}>${children.join("")}</${name}>`;
    }),
}));
const whole = documents.element.map((inner) => `<x:r xmlns:x="urn:one" xmlns:y="urn:two">${inner}</x:r>`);

test("is what xml-crypto makes of the same document, byte by byte", () => {
  fc.assert(
    fc.property(whole, fc.subarray(["x", "y"]), (document, inclusive) => {
      expect(canonicalize(rootOf(document), { inclusive })).toBe(witness(document, inclusive));
    }),
    { numRuns: 2000 },
  );
});

test("read again and written again it is the same, of every element", () => {
  fc.assert(
    fc.property(whole, (document) => {
      const pending = [rootOf(document)];
      for (let element = pending.pop(); element; element = pending.pop()) {
        const written = canonicalize(element);
        expect(canonicalize(rootOf(written))).toBe(written);
        pending.push(...element.children.filter(isElement));
      }
    }),
    { numRuns: 300 },
  );
});

test("of the largest message is not much larger", () => {
  const prefixes = Array.from({ length: 60 }, (_, at) => `p${at}`);
  const declared = prefixes.map((each) => ` xmlns:${each}="urn:${"n".repeat(240)}${each}"`).join("");
  const used = prefixes.map((each) => ` ${each}:a=""`).join("");
  const element = `<b${used}/>`;
  const count = Math.floor((256 * 1024 - declared.length - 100) / element.length);
  expect(canonicalize(rootOf(`<a${declared}>${element.repeat(count)}</a>`)).length).toBeLessThan(10 * 1024 * 1024);
});
