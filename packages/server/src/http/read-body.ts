import { refuse, type Refusal } from "../problems.ts";
import { type BodyKind, decideReadsBody, decideReadsEncoding } from "../rules/requests/media-type.ts";
import { readFields } from "./form-text.ts";
import { readJson } from "./json-text.ts";

/** What a row takes for a body. */
export interface BodyForm {
  readonly kind: BodyKind;
  readonly mostBytes: number;
  /** Where one text in it may be longer than elsewhere. */
  readonly longestText?: number;
  /** The body is a list, which the endpoint reads as this field. */
  readonly listAs?: string;
}

/** Where a row says nothing else. */
export const jsonBody: BodyForm = { kind: "json", mostBytes: 64 * 1024 };

const decoder = new TextDecoder("utf-8", { fatal: true });

export type Unfit = Refusal<"invalid-request" | "payload-too-large" | "unsupported-media-type">;

/** The bytes of a request's body, not looked at yet; null for more than there may be. */
export type Body = Uint8Array | null;

/** Receives a body, which may take a minute. What it says is read when the request has been counted. */
export async function receiveBody(request: Request, { mostBytes }: BodyForm): Promise<Body> {
  if (request.method === "GET") return new Uint8Array();
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > mostBytes) return null;
  // A body whose length is known needs no stream of its own; node:http holds it to that length.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  return request.body ? receiveStream(request.body, mostBytes) : new Uint8Array();
}

async function receiveStream(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads what a body says; an empty one says nothing. */
export function readBody(
  { method, headers }: Request,
  body: Body,
  { kind, longestText, listAs }: BodyForm,
): { readonly json: unknown } | Unfit {
  if (body === null) return refuse("payload-too-large");
  const contentEncoding = headers.get("content-encoding");
  if (body.length === 0 && (method === "GET" || decideReadsEncoding(contentEncoding))) return { json: {} };
  if (!decideReadsBody({ contentType: headers.get("content-type"), contentEncoding }, kind))
    return refuse("unsupported-media-type");
  const text = decode(body);
  if (text === undefined) return misfit("The body is not valid UTF-8.");
  const read = kind === "form" ? readFields(text) : readJson(text, longestText);
  if ("fault" in read) return misfit(read.fault);
  // Neither database keeps a NUL, and a lone surrogate has no UTF-8.
  const isDoubtful = kind === "form" || /\\u0000|\\ud[89a-f]/i.test(text);
  if (isDoubtful && hasUnstorableText(read.json)) return unstorable;
  if (listAs === undefined) return read;
  return Array.isArray(read.json) ? { json: { [listAs]: read.json } } : misfit("Expected a list.");
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export function misfit(detail: string, pointer = "#"): Refusal<"invalid-request"> {
  return refuse("invalid-request", { errors: [{ pointer, detail }] });
}

export const unstorable = misfit("A text holds a character that cannot be stored.");

export function hasUnstorableText(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0") || /\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, each]) => hasUnstorableText(key) || hasUnstorableText(each));
}
