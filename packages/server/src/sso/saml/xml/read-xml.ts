import { checkCharacters, decodeReferences } from "./characters.ts";
import { XmlFault } from "./fault.ts";
import {
  namespaceOf,
  outermost,
  resolveAttributes,
  type Scope,
  scopeWith,
  type WrittenAttribute,
} from "./namespaces.ts";
import { isSpace, type XmlElement } from "./tree.ts";

export interface XmlLimits {
  readonly bytes: number;
  readonly elements: number;
  /** Refused where a signature speaks for what is read; elsewhere left out. */
  readonly comments: "refuse" | "leave-out";
}

/** A message, which a signature speaks for. */
export const messageLimits: XmlLimits = { bytes: 256 * 1024, elements: 5000, comments: "refuse" };
export const metadataLimits: XmlLimits = { bytes: 1024 * 1024, elements: 20_000, comments: "leave-out" };

const mostDepth = 32;
const mostAttributes = 64;
const name = /([A-Za-z_][A-Za-z0-9._-]*)(?::([A-Za-z_][A-Za-z0-9._-]*))?/y;
const declaration =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"utf-8"|'utf-8'))?(?: standalone=(?:"yes"|"no"|'yes'|'no'))? ?\?>/i;

export type XmlRead = { readonly root: XmlElement } | { readonly fault: string };

/**
 * Reads a strict part of XML 1.0 with namespaces: UTF-8, names of ASCII, neither document type nor processing instruction nor CDATA,
 * in time that grows with the length only.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits): XmlRead {
  try {
    if (bytes.length > limits.bytes) throw new XmlFault(`more than ${limits.bytes / 1024} KiB`);
    return { root: new Reader(decode(bytes), limits).document() };
  } catch (error) {
    if (error instanceof XmlFault) return { fault: error.message };
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new XmlFault("bytes that are not UTF-8");
  }
  checkCharacters(text);
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}

class Reader {
  readonly #text: string;
  readonly #limits: XmlLimits;
  #at = 0;
  #elements = 0;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  document(): XmlElement {
    if (this.#follows("<?xml ")) {
      const [written] = declaration.exec(this.#text.slice(0, 100)) ?? [];
      if (written === undefined) throw new XmlFault("an XML declaration that is not read");
      this.#at = written.length;
    }
    this.#between();
    if (!this.#follows("<")) throw new XmlFault("something that is no XML document");
    const root = this.#element(outermost, 1);
    this.#between();
    if (this.#at < this.#text.length) throw new XmlFault("something behind the root element");
    return root;
  }

  #follows(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #between(): void {
    do this.#space();
    while (this.#markup());
  }

  /** Passes over a comment that may be there; what else is no element is refused. */
  #markup(): boolean {
    if (this.#follows("<?")) throw new XmlFault("a processing instruction");
    if (!this.#follows("<!")) return false;
    if (this.#follows("<![CDATA[")) throw new XmlFault("a CDATA section");
    if (!this.#follows("<!--")) throw new XmlFault("a document type");
    if (this.#limits.comments === "refuse") throw new XmlFault("a comment");
    const end = this.#text.indexOf("--", this.#at + 4);
    if (end < 0 || this.#text[end + 2] !== ">") throw new XmlFault("a comment that does not end");
    this.#at = end + 3;
    return true;
  }

  #space(): boolean {
    const from = this.#at;
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#at > from;
  }

  #expect(text: string): void {
    if (!this.#follows(text)) throw new XmlFault(`something where ${text} should stand`);
    this.#at += text.length;
  }

  #name(): { readonly prefix: string; readonly local: string } {
    name.lastIndex = this.#at;
    const [whole, first = "", second] = name.exec(this.#text) ?? [];
    if (whole === undefined) throw new XmlFault("a letter or sign where a name must stand");
    this.#at += whole.length;
    return second === undefined ? { prefix: "", local: first } : { prefix: first, local: second };
  }

  #element(outer: Scope, depth: number): XmlElement {
    if (depth > mostDepth) throw new XmlFault("elements nested more deeply than are read");
    if (++this.#elements > this.#limits.elements) throw new XmlFault("more elements than are read");
    this.#expect("<");
    const start = this.#at;
    const { prefix, local } = this.#name();
    const written = this.#text.slice(start, this.#at);
    if (prefix === "xmlns") throw new XmlFault("a namespace that is not read");
    const attributes = this.#attributes();
    const scope = scopeWith(outer, attributes);
    const head = { prefix, local, namespace: namespaceOf(prefix, scope), scope };
    const isEmpty = this.#follows("/>");
    this.#expect(isEmpty ? "/>" : ">");
    const resolved = resolveAttributes(attributes, scope);
    const children = isEmpty ? [] : this.#children(scope, depth);
    if (!isEmpty) {
      this.#expect(`</${written}`);
      this.#space();
      this.#expect(">");
    }
    return { ...head, attributes: resolved, children };
  }

  #attributes(): readonly WrittenAttribute[] {
    const attributes: WrittenAttribute[] = [];
    for (;;) {
      const isApart = this.#space();
      if (this.#follows(">") || this.#follows("/>")) return attributes;
      if (!isApart) throw new XmlFault("attributes that nothing parts");
      if (attributes.length === mostAttributes) throw new XmlFault("more attributes than are read");
      const { prefix, local } = this.#name();
      this.#space();
      this.#expect("=");
      this.#space();
      attributes.push({ prefix, local, value: this.#value() });
    }
  }

  #value(): string {
    const quote = this.#follows("'") ? "'" : '"';
    this.#expect(quote);
    const end = this.#text.indexOf(quote, this.#at);
    if (end < 0) throw new XmlFault("an attribute that does not end");
    const raw = this.#text.slice(this.#at, end);
    if (raw.includes("<")) throw new XmlFault("a < in an attribute");
    this.#at = end + 1;
    return decodeReferences(raw.replaceAll("\n", " ").replaceAll("\t", " "));
  }

  #children(scope: Scope, depth: number): readonly (XmlElement | string)[] {
    const children: (XmlElement | string)[] = [];
    let text = "";
    while (!this.#follows("</")) {
      if (this.#follows("<")) {
        if (this.#markup()) continue;
        if (text !== "") children.push(text);
        text = "";
        children.push(this.#element(scope, depth + 1));
      } else text += this.#characters();
    }
    if (text !== "") children.push(text);
    return children;
  }

  #characters(): string {
    const end = this.#text.indexOf("<", this.#at);
    if (end < 0) throw new XmlFault("an element that does not end");
    const raw = this.#text.slice(this.#at, end);
    if (raw.includes("]]>")) throw new XmlFault("a ]]> in text");
    this.#at = end;
    return decodeReferences(raw);
  }
}
