import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { problemOf, problemSlugs, type ProblemSlug } from "../problems.ts";
import { operationOf, type Row } from "./call.ts";
import { mediaTypes } from "../rules/requests/media-type.ts";
import { problemSchema, problemSchemaName } from "./problem-schemas.ts";
import { jsonBody } from "./read-body.ts";
import { whos } from "./who.ts";

const bare = <Status extends number>(status: Status) =>
  z.object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.literal(status),
    detail: z.string(),
    instance: z.string(),
  });
/** What is answered when something failed here: no problem of the table, and nothing of what failed. */
const Fault = bare(500).openapi("Fault");
/** What is answered to what cannot be read as a request at all, such as one with two `Host`s. */
const Unreadable = bare(400).openapi("Unreadable");

/** The OpenAPI 3.1 document, made from the table of routes: the code's own account of itself. */
export function createOpenApi(routes: readonly Row[], version: string, basePath = ""): object {
  const document = new OpenAPIHono();
  const registry = document.openAPIRegistry;
  registry.registerComponent("securitySchemes", "sessionCookie", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-mortise",
    description: "`mortise` on plain http.",
  });
  registry.registerComponent("securitySchemes", "sessionToken", { type: "http", scheme: "bearer" });
  for (const slug of problemSlugs) registry.register(problemSchemaName(slug), problemSchema(slug));
  for (const row of routes) registry.registerPath(describeRow(row));
  const described = document.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Mortise",
      version,
      description: "Account security for the apps people build. Errors are problem documents (RFC 9457).",
    },
    servers: [{ url: basePath || "/" }],
  });
  return JSON.parse(JSON.stringify(described, bareSource)) as object;
}

// A pattern is the source of a regular expression. In a source every slash is escaped: a bare one begins the flags.
function bareSource(key: string, value: unknown): unknown {
  return key === "pattern" && typeof value === "string" ? value.replace(/(?<!\\)\/[a-z]+$/, "") : value;
}

function describeRow(row: Row): RouteConfig {
  const { method, path, who, does } = row;
  return {
    method: method.toLowerCase() as "get",
    path,
    summary: does.summary,
    operationId: operationId(row),
    security: whos[who].gives === "anyone" ? [] : [{ sessionCookie: [] }, { sessionToken: [] }],
    ...(operationOf(row) && { "x-step-up": operationOf(row) }),
    request: {
      ...(does.params && { params: does.params }),
      ...(does.query && { query: does.query }),
      ...(does.body && {
        body: {
          required: true,
          content: { [mediaTypes[(does.takes ?? jsonBody).kind]]: { schema: bodySchema(does) } },
        },
      }),
    },
    responses: { ...describeAnswers(row), ...describeProblems(row) },
  };
}

// What is read as a field is a list where it is sent.
function bodySchema({ body, takes }: Row["does"]): z.ZodType {
  const { listAs } = takes ?? jsonBody;
  return listAs !== undefined && body && "shape" in body ? (body.shape as Record<string, z.ZodType>)[listAs]! : body!;
}

function describeAnswers({ does }: Row): Record<string, object> {
  const media = does.media ?? ["application/json"];
  const answers = Object.entries(does.answers).map(([status, schema]): [string, object] => {
    if (!schema) return [status, { description: "Done; no body." }];
    return [status, { description: "Done.", content: Object.fromEntries(media.map((type) => [type, { schema }])) }];
  });
  return Object.fromEntries(answers);
}

/** Every problem a row can answer: its endpoint's, and those of the guards before it. */
export function listProblems({ method, who, origin, throttle, stepUp, does }: Row): ProblemSlug[] {
  const slugs = new Set<ProblemSlug>([
    ...whos[who].problems,
    ...does.refusals,
    "invalid-request",
    "ambiguous-credentials",
    "unavailable",
  ]);
  if (throttle !== "unthrottled") slugs.add("rate-limited");
  if (operationOf({ stepUp })) slugs.add("step-up-required").add("not-signed-in");
  if (method !== "GET") slugs.add("payload-too-large").add("unsupported-media-type");
  if (method !== "GET" && origin === "same-origin") slugs.add("cross-origin");
  return [...slugs];
}

function describeProblems(row: Row): Record<string, object> {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of listProblems(row)) {
    const { status } = problemOf(slug);
    byStatus.set(status, [...(byStatus.get(status) ?? []), slug]);
  }
  const problems = Object.fromEntries(
    [...byStatus].map(([status, slugs]): [string, object] => {
      const [first, ...others] = [...slugs.map(problemSchema), ...(status === 400 ? [Unreadable] : [])];
      const schema = others.length > 0 ? z.union([first!, ...others]) : first!;
      const description = slugs.map((slug) => `\`${slug}\``).join(", ");
      return [String(status), { description, content: { "application/problem+json": { schema } } }];
    }),
  );
  return { ...problems, 500: { description: "A fault.", content: { "application/problem+json": { schema: Fault } } } };
}

function operationId({ method, path }: Row): string {
  const words = path
    .replace("/v1/", "")
    .split(/[/{}-]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}
