import { expect, test } from "vitest";
import { messageLimits, metadataLimits, readXml } from "./read-xml.ts";
import { attributeOf, elementsOf, textOf } from "./tree.ts";

const read = (text: string | Uint8Array, limits = messageLimits) =>
  readXml(typeof text === "string" ? Buffer.from(text) : text, limits);
const rootOf = (text: string, limits = messageLimits) => {
  const found = read(text, limits);
  if ("fault" in found) throw new Error(found.fault);
  return found.root;
};
const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join("");

test.each([
  ["a declaration and white space around", `<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n`],
  ["a mark of byte order", `\uFEFF<a/>`],
  ["single quotes and spaces", `<a b = 'c"d' />`],
  ["a closing tag with a space", "<a></a >"],
  ["32 levels", nested(32)],
  ["64 attributes", `<a ${many(64, (at) => `b${at}="" `)}/>`],
  ["256 KiB", `<a>${" ".repeat(256 * 1024 - 7)}</a>`],
])("reads %s", (_name, text) => {
  expect(rootOf(text).local).toBe("a");
});

test.each([
  ["nothing", "", "no XML document"],
  ["text", "hello", "no XML document"],
  ["bytes that are not UTF-8", Uint8Array.of(0x3c, 0x61, 0xff, 0x2f, 0x3e), "not UTF-8"],
  ["UTF-16", Buffer.from("\uFEFF<a/>", "utf16le"), "not UTF-8"],
  ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "declaration"],
  ["XML 1.1", `<?xml version="1.1"?><a/>`, "declaration"],
  ["a document type", "<!DOCTYPE a><a/>", "a document type"],
  ["a document type with an entity", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "a document type"],
  ["an entity", "<a>&nbsp;</a>", "an entity"],
  ["an entity called as what every object has", "<a>&toString;</a>", "an entity"],
  ["a bare &", "<a>b & c</a>", "no reference"],
  ["a reference without its end", "<a>&amp</a>", "no reference"],
  ["a reference without digits", "<a>&#;</a>", "no reference"],
  ["a reference to NUL", "<a>&#0;</a>", "a character"],
  ["a reference to half a pair", "<a>&#xD800;</a>", "a character"],
  ["a reference beyond Unicode", "<a>&#x110000;</a>", "a character"],
  ["a control character", "<a>\u0001</a>", "a character"],
  ["U+FFFE", "<a>\uFFFE</a>", "a character"],
  ["a comment", "<a>b<!-- c -->d</a>", "a comment"],
  ["a comment before the root", "<!-- c --><a/>", "a comment"],
  ["a CDATA section", "<a><![CDATA[b]]></a>", "a CDATA section"],
  ["a processing instruction", "<a><?b c?></a>", "a processing instruction"],
  ["a processing instruction behind the root", "<a/><?b c?>", "a processing instruction"],
  ["a second declaration", `<?xml version="1.0"?><?xml version="1.0"?><a/>`, "a processing instruction"],
  ["]]> in text", "<a>]]></a>", "a ]]>"],
  ["two roots", "<a/><b/>", "behind the root"],
  ["text behind the root", "<a/>b", "behind the root"],
  ["an element that does not end", "<a><b></b>", "does not end"],
  ["text that does not end", "<a>b", "does not end"],
  ["a tag that does not end", "<a", "nothing parts"],
  ["another closing tag", "<a></b>", "should stand"],
  ["a closing tag with another prefix", `<p:a xmlns:p="urn:p" xmlns:q="urn:p"></q:a>`, "should stand"],
  ["a longer closing tag", "<a></ab>", "should stand"],
  ["an attribute without quotes", "<a b=c/>", "should stand"],
  ["an attribute without value", "<a b/>", "should stand"],
  ["attributes without space between", `<a b="c"d="e"/>`, "nothing parts"],
  ["a < in an attribute", `<a b="<"/>`, "a < in"],
  ["an attribute that does not end", `<a b="`, "does not end"],
  ["an attribute twice", `<a b="c" b="c"/>`, "given twice"],
  ["an attribute twice by namespace", `<a xmlns:p="urn:n" xmlns:q="urn:n" p:b="" q:b=""/>`, "given twice"],
  ["a prefix declared twice", `<a xmlns:p="urn:n" xmlns:p="urn:m"/>`, "given twice"],
  ["a prefix without namespace", "<p:a/>", "a prefix without"],
  ["an attribute's prefix without namespace", `<a p:b=""/>`, "a prefix without"],
  ["a prefix undone", `<a xmlns:p="urn:n"><b xmlns:p=""/></a>`, "a namespace"],
  ["a relative namespace", `<a xmlns="n"/>`, "a namespace"],
  ["a namespace with letters of elsewhere", `<a xmlns="urn:ä"/>`, "a namespace"],
  ["xml declared", `<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>`, "a namespace"],
  ["xmlns declared", `<a xmlns:xmlns="urn:n"/>`, "a namespace"],
  ["xmlns as a prefix of an element", "<xmlns:a/>", "a namespace"],
  ["a namespace of 257 letters", `<a xmlns="urn:${"n".repeat(253)}"/>`, "a namespace longer"],
  ["a name with two colons", `<p:a:b xmlns:p="urn:n"/>`, "nothing parts"],
  ["a name that begins with a digit", "<1a/>", "a name"],
  ["a name with letters of elsewhere", "<ä/>", "a name"],
  ["33 levels", nested(33), "nested more deeply"],
  ["65 attributes", `<a ${many(65, (at) => `b${at}="" `)}/>`, "more attributes"],
  [
    "65 namespaces",
    `<a ${many(63, (at) => `xmlns:b${at}="urn:n" `)}><b xmlns:c="urn:n" xmlns="urn:n"/></a>`,
    "more namespaces",
  ],
  ["5001 elements", `<a>${"<b/>".repeat(5000)}</a>`, "more elements"],
  ["a byte more than 256 KiB", `<a>${" ".repeat(256 * 1024 - 6)}</a>`, "256 KiB"],
] as const)("refuses %s", (_name, text, fault) => {
  expect(read(text)).toEqual({ fault: expect.stringContaining(fault) });
});

test("puts in what references stand for, and joins lines as XML does", () => {
  const root = rootOf(`<a b="1&#10;2\n3\t4&quot;&#x41;">&lt;&gt;&amp;&apos;&#13;\r\n5\r6&#x1F600;</a>`);
  expect(attributeOf(root, "b")).toBe('1\n2 3 4"A');
  expect(root.children).toEqual(["<>&'\r\n5\n6😀"]);
});

test("looks prefixes up where they stand", () => {
  const root = rootOf(
    `<p:a xmlns:p="urn:one" xmlns="urn:two" c="" p:c=""><b xmlns=""/><d/><p:e xmlns:p="urn:three"/></p:a>`,
  );
  expect(root.namespace).toBe("urn:one");
  expect(root.attributes.map(({ namespace }) => namespace)).toEqual(["", "urn:one"]);
  expect(elementsOf(root).map(({ namespace }) => namespace)).toEqual(["", "urn:two", "urn:three"]);
});

test("leaves comments out of metadata, and joins the text around them", () => {
  expect(rootOf("<!-- - --><a>b<!-- c -->d<!----></a>", metadataLimits).children).toEqual(["bd"]);
  expect(read("<a><!-- b -- c --></a>", metadataLimits)).toEqual({ fault: "a comment that does not end" });
});

test("gives the text of what has nothing else inside", () => {
  expect(textOf(rootOf("<a>\n b\u00A0\t</a>"))).toBe("b\u00A0");
  expect(textOf(rootOf("<a>b<c/></a>"))).toBeUndefined();
});

test("takes time that grows with the length", () => {
  const worst = ["&", "<a ", "<!-- ", "<a b='", "&amp;", "<a></a", "]]", `<a xmlns:b="`];
  const started = performance.now();
  for (const piece of worst) read(`<a>${piece.repeat(Math.floor(262_000 / piece.length))}`, metadataLimits);
  read(`<a ${many(62, (at) => `xmlns:b${at}="urn:n" `)}>${`<c xmlns="urn:n"/>`.repeat(13_000)}</a>`, metadataLimits);
  expect(performance.now() - started).toBeLessThan(5000);
});
