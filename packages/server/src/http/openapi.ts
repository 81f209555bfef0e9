import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { problems, type ProblemSlug } from "../problems.ts";
import type { Row } from "./call.ts";

const Problem = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    stepUp: z.object({ operation: z.string(), acceptable: z.array(z.string()), maxAgeSeconds: z.int() }).optional(),
    reason: z.string().optional(),
    triesLeft: z.int().optional(),
    retryAt: z.string().optional(),
    unmet: z.array(z.string()).optional(),
  })
  .openapi("Problem");

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
  for (const row of routes) registry.registerPath(describeRow(row));
  return document.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Mortise",
      version,
      description: "Account security for the apps people build. Errors are problem documents (RFC 9457).",
    },
    servers: [{ url: basePath || "/" }],
  });
}

function describeRow(row: Row): RouteConfig {
  const { method, path, who, stepUp, does } = row;
  const answers: [string, object][] = Object.entries(does.answers).map(([status, schema]) => [
    status,
    {
      description: schema ? "Done." : "Done; no body.",
      ...(schema && { content: { [does.media ?? "application/json"]: { schema } } }),
    },
  ]);
  return {
    method: method.toLowerCase() as "get",
    path,
    summary: does.summary,
    operationId: operationId(row),
    security: who === "subscriber" ? [{ sessionCookie: [] }, { sessionToken: [] }] : [],
    ...(stepUp !== "none" && { "x-step-up": stepUp }),
    request: {
      ...(does.params && { params: does.params }),
      ...(does.query && { query: does.query }),
      ...(does.body && { body: { required: true, content: { "application/json": { schema: does.body } } } }),
    },
    responses: { ...Object.fromEntries<object>(answers), ...describeProblems(row) },
  };
}

function describeProblems({ method, who, throttle, stepUp, does }: Row): Record<string, object> {
  const slugs: ProblemSlug[] = [...does.refusals, "invalid-request"];
  if (who === "subscriber") slugs.push("not-signed-in");
  if (throttle !== "unthrottled") slugs.push("rate-limited");
  if (stepUp !== "none") slugs.push("step-up-required");
  if (method !== "GET") slugs.push("cross-origin", "payload-too-large", "unsupported-media-type");
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of new Set(slugs))
    byStatus.set(problems[slug].status, [...(byStatus.get(problems[slug].status) ?? []), slug]);
  const content = { "application/problem+json": { schema: Problem } };
  return Object.fromEntries(
    [...byStatus].map(([status, each]) => [
      status,
      { description: each.map((slug) => `\`${slug}\``).join(", "), content },
    ]),
  );
}

function operationId({ method, path }: Row): string {
  const words = path
    .replace("/v1/", "")
    .split(/[/{}-]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}
