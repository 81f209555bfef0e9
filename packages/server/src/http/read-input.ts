import type { z } from "@hono/zod-openapi";
import { refuse } from "../problems.ts";
import type { Access, Endpoint } from "./call.ts";
import { type Body, hasUnstorableText, jsonBody, misfit, readBody, type Unfit, unstorable } from "./read-body.ts";

type Part = "path" | "query" | "body";
export type Input = Record<string, unknown>;

/** Reads and checks everything a request carries. Unknown fields are refused, never ignored. */
export function readInput(
  request: Request,
  received: Body,
  params: Record<string, string>,
  { params: paramsSchema, query, body, takes = jsonBody }: Endpoint<Access>,
): Input | Unfit {
  const given = readBody(request, received, takes);
  if ("refused" in given) return given;
  const search = readQuery(request.url);
  if (isUnfit(search)) return search;
  if (hasUnstorableText(params) || hasUnstorableText(search)) return unstorable;
  const parts = [parse(paramsSchema, params, "path"), parse(query, search, "query"), parse(body, given.json, "body")];
  const refusal = parts.find(isUnfit);
  if (refusal) return takes.listAs === undefined ? refusal : ofList(refusal, takes.listAs);
  return Object.assign({}, ...parts) as Input;
}

// The field has no name in the body: what stands in it stands in the list itself.
function ofList(unfit: Unfit, listAs: string): Unfit {
  if (unfit.refused !== "invalid-request") return unfit;
  const errors = unfit.errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(`#/${listAs}`, "#"), detail }));
  return { ...unfit, errors };
}

function isUnfit(value: unknown): value is Unfit {
  return typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";
}

const longestName = 64;

/** What stands behind the question mark. Of a name given twice readers take the first or the last, so it says nothing. */
function readQuery(url: string): Record<string, string> | Unfit {
  const at = url.indexOf("?");
  if (at < 0) return {};
  const query = url.slice(at + 1);
  if (!isUtf8(query)) return misfit("The query is not valid UTF-8.", "#/query");
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (name.length > longestName) return misfit("A name is too long.", "#/query");
    if (found.has(name)) return misfit("This is given twice.", pointer([name], "query"));
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

// URLSearchParams would put U+FFFD for what it cannot read, and go on.
function isUtf8(query: string): boolean {
  if (!query.includes("%")) return true;
  try {
    return decodeURIComponent(query) !== "";
  } catch {
    return false;
  }
}

function parse(schema: z.ZodType | undefined, value: unknown, part: Part): unknown {
  if (!isPlainObject(value)) return misfit("Expected an object.");
  if (!schema) return Object.keys(value).length === 0 ? {} : tooMany(unknownFields([], Object.keys(value), part));
  const result = schema.safeParse(value);
  return result.success ? result.data : tooMany(faultsOf(result.error.issues, part));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** How much of what is wrong is told: whoever sends nonsense gets no more back than they can use. */
const most = { errors: 20, characters: 4096 };

// Faults are made as they are taken, so that those nobody is told of cost nothing.
function tooMany(faults: Iterable<Fault>): Unfit {
  const errors: Fault[] = [];
  let characters = 0;
  for (const fault of faults) {
    characters += fault.pointer.length + fault.detail.length;
    if (errors.length === most.errors || (characters > most.characters && errors.length > 0))
      return refuse("invalid-request", { errors, detail: "More does not fit than is listed in `errors`." });
    errors.push(fault);
  }
  return refuse("invalid-request", { errors });
}

function* faultsOf(issues: readonly z.core.$ZodIssue[], part: Part): Generator<Fault> {
  for (const issue of issues)
    if (issue.code === "unrecognized_keys") yield* unknownFields(issue.path, issue.keys, part);
    else yield { pointer: pointer(issue.path, part), detail: issue.message.slice(0, 500) };
}

function* unknownFields(path: readonly PropertyKey[], keys: readonly string[], part: Part): Generator<Fault> {
  for (const key of keys) yield { pointer: pointer([...path, key], part), detail: "This field is not known here." };
}

/** A JSON pointer as a fragment (RFC 6901 §6); query and path stand beside the body under their own names. */
function pointer(path: readonly PropertyKey[], part: Part): string {
  const steps = [...(part === "body" ? [] : [part]), ...path];
  return [
    "#",
    ...steps.map((step) => encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))),
  ].join("/");
}
