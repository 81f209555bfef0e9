export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** Empty without a prefix: an attribute has no default namespace. */
  readonly namespace: string;
  readonly value: string;
}

/** An element as it was read; its texts are strings, never two beside each other. */
export interface XmlElement {
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
  /** Every prefix in force here with its namespace; "" is the default's. */
  readonly scope: ReadonlyMap<string, string>;
}

export interface XmlName {
  readonly namespace: string;
  readonly local: string;
}

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== "string";

export const isNamed = (element: XmlElement, name: XmlName): boolean =>
  element.local === name.local && element.namespace === name.namespace;

export const elementsOf = (element: XmlElement): readonly XmlElement[] => element.children.filter(isElement);

export const childrenNamed = (element: XmlElement, name: XmlName): readonly XmlElement[] =>
  elementsOf(element).filter((child) => isNamed(child, name));

/** The element itself and all below it, in the document's order. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) if (isElement(child)) yield* everyElement(child);
}

/** An attribute without a namespace. */
export const attributeOf = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((each) => each.local === local && each.namespace === "")?.value;

/** XML's white space only: what else looks blank is part of a name. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

export const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

/** Its text, where it has nothing else inside. */
export function textOf(element: XmlElement): string | undefined {
  const [only = "", second] = element.children;
  return isElement(only) || second !== undefined ? undefined : trimmed(only);
}
