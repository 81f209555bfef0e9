import { isElement, type XmlAttribute, type XmlElement } from "./tree.ts";

export interface CanonicalForm {
  /** Prefixes written where they are in force, used or not (InclusiveNamespaces PrefixList); "" is the default's. */
  readonly inclusive?: readonly string[];
  /** Left out with all inside it: the signature, of what it signs. */
  readonly without?: XmlElement;
}

type Rendered = ReadonlyMap<string, string>;

/** Exclusive canonical XML without comments (W3C xml-exc-c14n) of an element. */
export function canonicalize(element: XmlElement, form: CanonicalForm = {}): string {
  const out: string[] = [];
  write(element, new Map(), form, out);
  return out.join("");
}

function write(element: XmlElement, outer: Rendered, form: CanonicalForm, out: string[]): void {
  const name = qualified(element);
  const fresh = declarationsOf(element, outer, form.inclusive ?? []);
  out.push("<", name);
  for (const [prefix, namespace] of fresh)
    out.push(prefix === "" ? " xmlns" : ` xmlns:${prefix}`, '="', escapeAttribute(namespace), '"');
  for (const attribute of inOrder(element.attributes))
    out.push(" ", qualified(attribute), '="', escapeAttribute(attribute.value), '"');
  out.push(">");
  const rendered = fresh.length === 0 ? outer : new Map([...outer, ...fresh]);
  for (const child of element.children) {
    if (!isElement(child)) out.push(escapeText(child));
    else if (child !== form.without) write(child, rendered, form, out);
  }
  out.push("</", name, ">");
}

const qualified = ({ prefix, local }: { prefix: string; local: string }): string =>
  prefix === "" ? local : `${prefix}:${local}`;

// What the element and its attributes use, where no element around it in the output has said so already.
function declarationsOf(element: XmlElement, outer: Rendered, inclusive: readonly string[]): [string, string][] {
  const prefixes = new Set([element.prefix, ...inclusive]);
  for (const { prefix } of element.attributes) if (prefix !== "") prefixes.add(prefix);
  prefixes.delete("xml");
  const fresh: [string, string][] = [];
  for (const prefix of prefixes) {
    const namespace = element.scope.get(prefix) ?? (prefix === "" ? "" : undefined);
    if (namespace !== undefined && namespace !== (outer.get(prefix) ?? "")) fresh.push([prefix, namespace]);
  }
  return fresh.sort(([a], [b]) => (a < b ? -1 : 1));
}

function inOrder(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (attributes.length < 2) return attributes;
  return attributes.toSorted((a, b) =>
    a.namespace === b.namespace ? compare(a.local, b.local) : compare(a.namespace, b.namespace),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

function escapeText(text: string): string {
  if (!/[&<>\r]/.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#xD;");
}

function escapeAttribute(text: string): string {
  if (!/[&<"\t\n\r]/.test(text)) return text;
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return escaped.replaceAll("\t", "&#x9;").replaceAll("\n", "&#xA;").replaceAll("\r", "&#xD;");
}
