import { refuseAs } from "./refused.ts";
import { attributeOf, childrenNamed, type XmlElement, type XmlName, textOf } from "./xml/tree.ts";
import { messageLimits, readXml, type XmlLimits } from "./xml/read-xml.ts";

/** What is expected where nothing was read yet. */
export const anyXml = "XML that is read here";

/** The root element of what somebody sent. */
export function rootOf(bytes: Uint8Array, limits: XmlLimits = messageLimits): XmlElement {
  const read = readXml(bytes, limits);
  return "fault" in read ? refuseAs("document", anyXml, read.fault) : read.root;
}

/** Bytes of base64 in a form or an element: white space anywhere, else its one spelling. */
export function bytesOf(text: string): Uint8Array {
  const packed = text.replaceAll(/[ \t\r\n]/g, "");
  const bytes = Buffer.from(packed, "base64");
  return bytes.toString("base64") === packed ? bytes : refuseAs("document", "base64", packed.slice(0, 40));
}

export function oneChild(element: XmlElement, name: XmlName): XmlElement {
  return maybeChild(element, name) ?? refuseAs("document", `${name.local} in ${element.local}`, undefined);
}

export function maybeChild(element: XmlElement, name: XmlName): XmlElement | undefined {
  const [first, second] = childrenNamed(element, name);
  return second ? refuseAs("document", `one ${name.local} in ${element.local}`, "several") : first;
}

/** The text of an element that holds nothing but text. */
export function plainText(element: XmlElement): string {
  return textOf(element) ?? refuseAs("document", `text in ${element.local}`, "elements");
}

export function neededAttribute(element: XmlElement, name: string): string {
  return attributeOf(element, name) ?? refuseAs("document", `${name} of ${element.local}`, undefined);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** An instant in UTC as SAML writes them (core 1.3.3), cut to milliseconds. */
export function instantOf(element: XmlElement, name: string): number | undefined {
  const text = attributeOf(element, name);
  if (text === undefined) return undefined;
  const at = instant.test(text)
    ? Date.parse(`${text.slice(0, 19)}.${text.slice(20, -1).padEnd(3, "0").slice(0, 3)}Z`)
    : NaN;
  // What a calendar does not have, such as the 30th of February, comes out as another day.
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text.slice(0, 19));
  return isReal ? at : refuseAs("document", `${name} like 2026-01-31T12:00:00Z`, text);
}

/** `{ [key]: value }`, or nothing where there is no value. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [Each in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [Each in Key]?: Value });
}
