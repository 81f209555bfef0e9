import type { IncomingMessage, ServerResponse } from "node:http";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { createOpenApi } from "../../src/http/openapi.ts";
import { routes } from "../../src/routes.ts";

interface Described {
  readonly paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>;
}

const described = JSON.parse(JSON.stringify(createOpenApi(routes, "0.0.0"))) as Described;
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema(described, "openapi.json");
const compiled = new Map<string, ValidateFunction>();

/** Rows by how much of their path is fixed, so that `…/totp` is not taken for an id. */
const rows = [...routes]
  .sort((a, b) => a.path.split("{").length - b.path.split("{").length)
  .map(({ method, path }) => ({ method, path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) }));

/** One answer, as a client got it. */
export interface Seen {
  readonly method: string;
  /** Without what everything begins with, and without the query. */
  readonly path: string;
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly body: string;
}

/** What an answer is that the OpenAPI document does not say; undefined when it is as the document says. */
export function findUndeclared({ method, path, status, mediaType, body }: Seen): string | undefined {
  const row = rows.find((each) => each.method === method && each.pattern.test(path));
  if (!row) return undefined;
  const where = `${method} ${row.path}: ${status}`;
  const answer = described.paths[row.path]?.[method.toLowerCase()]?.responses[String(status)];
  if (!answer) return `${where} is not declared: ${body.slice(0, 300)}`;
  if (!answer.content) return body === "" ? undefined : `${where} is declared without a body`;
  if (mediaType === undefined || !(mediaType in answer.content)) return `${where} as ${mediaType} is not declared`;
  // JSON Lines are not one JSON text.
  if (mediaType !== "application/json" && !mediaType.endsWith("+json")) return undefined;
  const step = (text: string): string => text.replaceAll("~", "~0").replaceAll("/", "~1");
  const pointer = ["paths", row.path, method.toLowerCase(), "responses", status, "content", mediaType, "schema"];
  const validate = schemaAt(`openapi.json#/${pointer.map((each) => step(String(each))).join("/")}`);
  if (validate(JSON.parse(body))) return undefined;
  return `${where} ${ajv.errorsText(validate.errors)}: ${body.slice(0, 300)}`;
}

function schemaAt($ref: string): ValidateFunction {
  const known = compiled.get($ref) ?? ajv.compile({ $ref: encodeURI($ref) });
  compiled.set($ref, known);
  return known;
}

/** Holds every answer of the API against the document, and adds to this list what does not fit. */
export function watchAnswers(
  request: IncomingMessage,
  response: ServerResponse,
  basePath: string,
  undeclared: string[],
): void {
  const path = (request.url ?? "").split("?")[0]!.slice(basePath.length);
  const { method = "" } = request;
  if (!path.startsWith("/v1/") || method === "OPTIONS" || method === "HEAD") return;
  const chunks: Buffer[] = [];
  let type: string | undefined;
  const keep = (chunk: unknown): void => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { write, end, writeHead } = response;
  response.write = ((...given: Parameters<typeof write>) => (keep(given[0]), write.apply(response, given))) as never;
  response.end = ((...given: Parameters<typeof end>) => (keep(given[0]), end.apply(response, given))) as never;
  response.writeHead = (...given: unknown[]) => {
    type = contentTypeIn(given.at(-1));
    return writeHead.apply(response, given as Parameters<typeof writeHead>);
  };
  response.once("finish", () => {
    const contentType = type ?? String(response.getHeader("content-type") ?? "");
    const mediaType = contentType.split(";")[0] || undefined;
    const body = Buffer.concat(chunks).toString();
    const found = findUndeclared({ method, path, status: response.statusCode, mediaType, body });
    // Once each: a race gives fifty of a kind.
    const kind = found?.replace(/: \{.*/s, "");
    if (kind !== undefined && !undeclared.some((each) => each.startsWith(kind))) undeclared.push(found!);
  });
}

function contentTypeIn(headers: unknown): string | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const pairs = Array.isArray(headers)
    ? headers.flatMap((each: unknown, at) =>
        Array.isArray(each) ? [each] : at % 2 === 0 ? [[each, headers[at + 1]]] : [],
      )
    : Object.entries(headers);
  const found = pairs.find(([name]) => String(name).toLowerCase() === "content-type");
  return found && String(found[1]);
}
