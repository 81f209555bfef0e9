/** A piece of XML that may stand in another as it is. */
export class Xml {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | undefined | Xml | readonly Xml[];

/** XML of a template: what is put in is escaped, unless it is XML itself; nothing for what is undefined. */
export function xml(pieces: TemplateStringsArray, ...parts: readonly Part[]): Xml {
  return new Xml(pieces.reduce((out, piece, at) => out + written(parts[at - 1]) + piece));
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Xml) return part.text;
  return typeof part === "object" ? part.map(({ text }) => text).join("") : escaped(String(part));
}

/** An attribute with the space before it; nothing where there is no value. */
export function attribute(name: string, value: string | undefined): Xml {
  return new Xml(value === undefined ? "" : ` ${name}="${escaped(value)}"`);
}

function escaped(text: string): string {
  const markup = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return markup.replaceAll("\t", "&#x9;").replaceAll("\n", "&#xA;").replaceAll("\r", "&#xD;");
}
