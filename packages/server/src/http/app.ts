import { Hono } from "hono";
import { findPage, withoutBase } from "../addresses.ts";
import type { App, AppParts, RootApp } from "./app-parts.ts";
import type { Services, World } from "../services.ts";
import { isRefusal, type ProblemSlug, type Refusal, refuse } from "../problems.ts";
import { cookiesOf } from "./answer-cookies.ts";
import type { Answer, Row } from "./call.ts";
import { wantsToken } from "./client.ts";
import { headersOf } from "./read-header.ts";
import { mountWellKnown } from "./well-known.ts";
import { mountOperation } from "./operation.ts";
import { mountOutboxPage } from "./outbox-page.ts";
import { noteRefusal } from "./note-refusal.ts";
import { mountPages, type ServePage } from "./pages.ts";
import { type Outcome, runRow } from "./pipeline.ts";
import { describeFailure, renderFailure, renderProblem } from "./problem-response.ts";

/** Builds the whole HTTP surface: the rows of the table, the pages, and what operators ask. */
export function createApp(parts: AppParts): App {
  const { services, find, routes, metrics } = parts;
  const atRoot: RootApp = new Hono();
  const app = atRoot.basePath(services.config.basePath || "/");
  for (const row of routes) {
    const path = row.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(row.method, path, async (context) => {
      const stop = metrics.time(row.method, row.path);
      const { connection, requestId } = context.env;
      const request = context.req.raw;
      const outcome = await runRow(services, find, row, {
        request,
        params: context.req.param(),
        connection,
        requestId,
      });
      const { result, client, caller, atGuards } = outcome;
      if (isRefusal(result)) {
        const organizationId = context.req.param("org");
        await noteRefusal(services, { row, client, caller, atGuards, organizationId }, result);
      }
      const response = respond(services, { request, requestId, media: row.does.media?.[0] }, outcome);
      stop(response.status);
      return response;
    });
  }
  mountPreflight(app, services);
  mountOperation(app, parts);
  mountWellKnown(atRoot, services);
  mountOutboxPage(app, services);
  const page = mountPages(app, services);
  mountFallbacks(app, services, routes, page);
  return app;
}

/** What answers of the API say beside what every answer says (always-sent.ts). Set when the response is made: adding them afterwards costs three times as much. */
export function apiHeaders({ config }: World, request: Request, requestId: string): Record<string, string> {
  const origin = request.headers.get("origin");
  return {
    "x-request-id": requestId,
    ...(config.origins.length > 0 && { vary: "Origin" }),
    ...(origin &&
      config.origins.includes(origin) && {
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "Retry-After, X-Request-Id, Content-Disposition, Mortise-Token",
      }),
  };
}

/** What an answer is an answer to. */
interface Asked {
  readonly request: Request;
  readonly requestId: string;
  /** Of what an answer in pieces is, when it does not say. */
  readonly media: string | undefined;
}

function respond(services: Services, asked: Asked, { result, given }: Outcome): Response {
  const { request, requestId } = asked;
  const headers = new Headers(apiHeaders(services, request, requestId));
  const isTokenCaller = given?.from === "bearer";
  if (isRefusal(result)) return refusalResponse(services, headers, result, { requestId, isTokenCaller });
  // What came by cookie stays one: script that got into a page must not read a token by calling itself a program.
  const isProgram = (given?.from !== "cookie" || result.opensSession) && wantsToken(headersOf(request));
  if (isProgram && result.newToken) headers.set("mortise-token", result.newToken);
  if (result.endsSession) headers.set("clear-site-data", services.config.basePath ? `"cache"` : `"cache", "storage"`);
  if (!isProgram) for (const cookie of cookiesOf(services, result)) headers.append("set-cookie", cookie);
  if (result.pieces) return streamed(services, headers, asked, { ...result, pieces: result.pieces });
  if (result.location !== undefined) headers.set("location", result.location);
  if (!result.body) return new Response(null, { status: result.status, headers });
  headers.set("content-type", "application/json");
  const body = isProgram && result.newToken ? { ...result.body, token: result.newToken } : result.body;
  return new Response(JSON.stringify(body), { status: result.status, headers });
}

// A fault in the middle breaks the connection off: half a file must not look like a whole one.
function streamed(
  { log }: World,
  headers: Headers,
  { requestId, media }: Asked,
  { status, pieces, fileName, mediaType }: Answer & Required<Pick<Answer, "pieces">>,
): Response {
  headers.set("content-type", `${mediaType ?? media ?? "text/plain"}; charset=utf-8`);
  if (fileName !== undefined) headers.set("content-disposition", `attachment; filename="${fileName}"`);
  const source = pieces[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await source.next();
          if (next.done) controller.close();
          else controller.enqueue(Buffer.from(next.value));
        } catch (error) {
          log.error({ requestId, reason: (error as Error).message }, "a stream broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await source.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { status, headers });
}

function refusalResponse(
  { config, now }: World,
  headers: Headers,
  refusal: Refusal,
  { requestId, isTokenCaller }: { readonly requestId: string; readonly isTokenCaller: boolean },
): Response {
  const problem = renderProblem(refusal, { standing: config, requestId, now: now(), isTokenCaller });
  for (const [name, value] of Object.entries(problem.headers)) headers.set(name, value);
  return new Response(problem.body, { status: problem.status, headers });
}

// Panels inside a host's page ask first; only listed origins get an answer that lets them go on.
function mountPreflight(app: App, services: Services): void {
  app.options("/v1/*", (context) => {
    const headers = new Headers(apiHeaders(services, context.req.raw, context.env.requestId));
    if (headers.has("access-control-allow-origin")) {
      headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
      headers.set("access-control-allow-headers", "content-type, mortise-client, mortise-activity");
      headers.set("access-control-max-age", "600");
    }
    return new Response(null, { status: 204, headers });
  });
}

function mountFallbacks(app: App, services: Services, routes: readonly Row[], page: ServePage): void {
  app.notFound((context) => {
    const { method } = context.req;
    const path = withoutBase(services.config.basePath, context.req.path);
    if (path !== undefined && (method === "GET" || method === "HEAD")) {
      const read = headersOf(context.req.raw);
      const found = findPage(path);
      const isForPeople = !path.startsWith("/v1/") && (read("accept") ?? "").includes("text/html");
      if (found !== undefined || isForPeople) return page(read, found?.name);
    }
    const headers = new Headers(apiHeaders(services, context.req.raw, context.env.requestId));
    const allowed = routes.filter((row) => path !== undefined && matches(row.path, path)).map(({ method }) => method);
    if (allowed.length > 0) headers.set("allow", [...new Set(allowed)].join(", "));
    const slug: ProblemSlug = allowed.length > 0 ? "method-not-allowed" : "not-found";
    return refusalResponse(services, headers, refuse(slug), {
      requestId: context.env.requestId,
      isTokenCaller: false,
    });
  });
  app.onError((error, context) => {
    const { requestId } = context.env;
    // Whoever asked has gone before the request was complete: nothing failed here.
    const level = context.req.raw.signal.aborted ? "info" : "error";
    services.log[level]({ requestId, path: context.req.path, error: describeFailure(error) }, "fault");
    const headers = new Headers(apiHeaders(services, context.req.raw, requestId));
    const failure = renderFailure(error, { standing: services.config, requestId, now: services.now() });
    for (const [name, value] of Object.entries(failure.headers)) headers.set(name, value);
    return new Response(failure.body, { status: failure.status, headers });
  });
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
}
