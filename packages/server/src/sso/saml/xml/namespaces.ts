import { XmlFault } from "./fault.ts";
import type { XmlAttribute } from "./tree.ts";

/** An attribute as it is written, before prefixes are looked up. */
export interface WrittenAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

export type Scope = ReadonlyMap<string, string>;

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";
/** So many prefixes in force at once: an element that declares one copies them all. */
const mostInForce = 64;
/** Canonical XML writes a namespace again wherever it is used: a long one would make a short document an endless one. */
const mostLetters = 256;

export const outermost: Scope = new Map([["xml", xmlNamespace]]);

const isDeclaration = ({ prefix, local }: WrittenAttribute): boolean =>
  prefix === "xmlns" || (prefix === "" && local === "xmlns");

/** The prefixes in force on an element with these attributes. */
export function scopeWith(outer: Scope, written: readonly WrittenAttribute[]): Scope {
  const declared = written.filter(isDeclaration);
  if (declared.length === 0) return outer;
  const scope = new Map(outer);
  const seen = new Set<string>();
  for (const { prefix, local, value } of declared) {
    const name = prefix === "" ? "" : local;
    if (seen.has(name)) throw new XmlFault("an attribute given twice");
    seen.add(name);
    checkDeclaration(name, value);
    scope.set(name, value);
  }
  if (scope.size > mostInForce) throw new XmlFault("more namespaces than are read");
  return scope;
}

// Absolute and of plain characters: canonical XML gives others no one spelling, or none at all.
function checkDeclaration(name: string, value: string): void {
  const isReserved = name === "xml" || name === "xmlns" || value === xmlNamespace || value === xmlnsNamespace;
  const isUndoing = value === "" && name === "";
  if (value.length > mostLetters) throw new XmlFault("a namespace longer than is read");
  if (isReserved || !(isUndoing || /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/.test(value)))
    throw new XmlFault("a namespace that is not read");
}

export function namespaceOf(prefix: string, scope: Scope): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== "") throw new XmlFault("a prefix without its namespace");
  return namespace ?? "";
}

/** The attributes that are no declarations, each of them once. */
export function resolveAttributes(written: readonly WrittenAttribute[], scope: Scope): readonly XmlAttribute[] {
  const seen = new Set<string>();
  const attributes: XmlAttribute[] = [];
  for (const each of written) {
    if (isDeclaration(each)) continue;
    const namespace = each.prefix === "" ? "" : namespaceOf(each.prefix, scope);
    const key = `${namespace} ${each.local}`;
    if (seen.has(key)) throw new XmlFault("an attribute given twice");
    seen.add(key);
    attributes.push({ ...each, namespace });
  }
  return attributes;
}
