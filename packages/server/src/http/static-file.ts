import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { sha256Of } from "../crypto/hash.ts";
import { decidePacking, type Packing, packings } from "../rules/requests/encoding.ts";
import { decideUnchanged } from "../rules/requests/unchanged.ts";
import type { ReadHeader } from "./read-header.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Lines = Readonly<Record<string, string>>;

/** What the build puts behind the name of a file that it packed. */
export const packedEnding: Readonly<Record<Packing, string>> = { br: ".br", gzip: ".gz" };

/** A file as it is, and packed. */
export interface Forms {
  readonly plain: Bytes;
  readonly packed: Readonly<Partial<Record<Packing, Bytes>>>;
}

/** One form, with the headers that go with it. */
interface Form {
  readonly bytes: Bytes;
  readonly headers: Lines;
  /** Tells it from every other form of every other version. */
  readonly mark: string;
}

/** Packs what the server writes itself. Nothing that holds a secret beside what a stranger may write comes here: docs/decisions/0073. */
export function packText(text: string): Forms {
  const plain = new Uint8Array(Buffer.from(text));
  const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  const br = new Uint8Array(brotliCompressSync(plain, options));
  return { plain, packed: { br, gzip: new Uint8Array(gzipSync(plain, { level: 9 })) } };
}

/** How to answer with a file: in the form that is asked for, or with nothing to whoever has that already. Parts of one are not sent. */
export function serveFile(file: () => Forms, headers: Lines): (read: ReadHeader, status?: number) => Response {
  const kept = headers["cache-control"];
  let made: Made | undefined;
  return (read, status = 200) => {
    // When it is first asked for: a start waits for none of it.
    const { there, vary, forms } = (made ??= make(file(), headers));
    const { bytes, headers: lines, mark } = forms.get(decidePacking(read("accept-encoding"), there))!;
    // What nobody keeps is not asked for again either.
    if (kept === undefined) return new Response(bytes, { status, headers: lines });
    if (decideUnchanged(read("if-none-match"), mark))
      return new Response(null, { status: 304, headers: { ...vary, "cache-control": kept, etag: mark } });
    return new Response(bytes, { status, headers: { ...lines, etag: mark } });
  };
}

interface Made {
  readonly there: readonly Packing[];
  readonly vary: Lines;
  readonly forms: ReadonlyMap<Packing | undefined, Form>;
}

function make({ plain, packed }: Forms, headers: Lines): Made {
  const there = packings.filter((packing) => packed[packing]);
  const vary: Lines = there.length > 0 ? { vary: "accept-encoding" } : {};
  const formAs = (packing: Packing | undefined): [Packing | undefined, Form] => {
    const bytes = packing ? packed[packing]! : plain;
    return [packing, formOf(packing, bytes, { ...headers, ...vary })];
  };
  return { there, vary, forms: new Map([undefined, ...there].map(formAs)) };
}

function formOf(packing: Packing | undefined, bytes: Bytes, headers: Lines): Form {
  const packed = packing && { "content-encoding": packing };
  return {
    bytes,
    headers: { ...headers, ...packed, "content-length": String(bytes.length) },
    mark: `"${Buffer.from(sha256Of(bytes).subarray(0, 16)).toString("base64url")}"`,
  };
}
