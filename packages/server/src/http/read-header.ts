import { withoutSpace } from "../rules/requests/header.ts";

/** Reads a header by its name in small letters. */
export type ReadHeader = (name: string) => string | null | undefined;

/** The headers of a request of node:http, read as a web-standard one reads them: of all that have the name, one after another. */
export function headersIn(raw: readonly string[]): ReadHeader {
  return (name) => {
    let found: string | undefined;
    for (let at = 0; at < raw.length; at += 2) {
      const given = raw[at]!;
      if (given.length !== name.length || given.toLowerCase() !== name) continue;
      const value = withoutSpace(raw[at + 1]!);
      found = found === undefined ? value : `${found}${name === "cookie" ? "; " : ", "}${value}`;
    }
    return found;
  };
}

/** The headers of a web-standard request. */
export function headersOf({ headers }: Request): ReadHeader {
  return (name) => headers.get(name);
}

/** The same headers, but for those a row does not read. */
export function without(read: ReadHeader, names: readonly string[]): ReadHeader {
  return (name) => (names.includes(name) ? null : read(name));
}
