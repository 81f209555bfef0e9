import type { z } from "@hono/zod-openapi";
import { refuse, type Refusal } from "../problems.ts";
import type { Access, Endpoint } from "./call.ts";

const maxBodyBytes = 64 * 1024;
const decoder = new TextDecoder("utf-8", { fatal: true });

type Unfit = Refusal<"invalid-request" | "payload-too-large" | "unsupported-media-type">;
export type Input = Record<string, unknown>;

/** Reads and checks everything a request carries. Unknown fields are refused, never ignored. */
export async function readInput(
  request: Request,
  params: Record<string, string>,
  { params: paramsSchema, query, body }: Endpoint<Access>,
): Promise<Input | Unfit> {
  const given = request.method === "GET" ? { json: {} } : await readBody(request);
  if ("refused" in given) return given;
  const search = readQuery(request.url);
  if (hasUnstorableText(params) || hasUnstorableText(search))
    return notJson("A text holds a character that cannot be stored.");
  const parts = [parse(paramsSchema, params, "path"), parse(query, search, "query"), parse(body, given.json, "body")];
  const refusal = parts.find(isUnfit);
  return refusal ?? (Object.assign({}, ...parts) as Input);
}

function isUnfit(value: unknown): value is Unfit {
  return typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";
}

function readQuery(url: string): Record<string, string> {
  const at = url.indexOf("?");
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at)));
}

async function readBody(request: Request): Promise<{ readonly json: unknown } | Unfit> {
  const bytes = await readBytes(request);
  if (bytes === "too-large") return refuse("payload-too-large");
  if (bytes.length === 0) return { json: {} };
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse("unsupported-media-type");
  try {
    const text = decoder.decode(bytes);
    const json = JSON.parse(text) as unknown;
    // Neither database keeps a NUL, and a lone surrogate has no UTF-8.
    return /\\u0000|\\ud[89a-f]/i.test(text) && hasUnstorableText(json)
      ? notJson("A text holds a character that cannot be stored.")
      : { json };
  } catch {
    return notJson("The body is not valid JSON in UTF-8.");
  }
}

function notJson(detail: string): Unfit {
  return refuse("invalid-request", { errors: [{ pointer: "#", detail }] });
}

async function readBytes(request: Request): Promise<Uint8Array | "too-large"> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > maxBodyBytes) return "too-large";
  // A body whose length is known needs no stream of its own; node:http holds it to that length.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  return request.body ? readStream(request.body) : new Uint8Array();
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<Uint8Array | "too-large"> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBodyBytes) return "too-large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function hasUnstorableText(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0") || /\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, each]) => hasUnstorableText(key) || hasUnstorableText(each));
}

function parse(schema: z.ZodType | undefined, value: unknown, part: "path" | "query" | "body"): unknown {
  if (!isPlainObject(value))
    return refuse("invalid-request", { errors: [{ pointer: "#", detail: "Expected an object." }] });
  if (!schema) return Object.keys(value).length === 0 ? {} : unknownFields(Object.keys(value), part);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          pointer: pointer([...issue.path, key], part),
          detail: "This field is not known here.",
        }))
      : [{ pointer: pointer(issue.path, part), detail: issue.message }],
  );
  return refuse("invalid-request", { errors });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownFields(keys: readonly string[], part: "path" | "query" | "body"): Unfit {
  const errors = keys.map((key) => ({ pointer: pointer([key], part), detail: "This field is not known here." }));
  return refuse("invalid-request", { errors });
}

/** A JSON pointer as a fragment (RFC 6901 §6); query and path stand beside the body under their own names. */
function pointer(path: readonly PropertyKey[], part: "path" | "query" | "body"): string {
  const steps = [...(part === "body" ? [] : [part]), ...path];
  return [
    "#",
    ...steps.map((step) => encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))),
  ].join("/");
}
