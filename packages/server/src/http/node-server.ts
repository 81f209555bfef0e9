import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { ConnectionInfo, Whereabouts } from "../embedding.ts";
import { decideHost } from "../rules/requests/host.ts";
import type { Services, World } from "../services.ts";
import { alwaysSent, type HeaderLine } from "./always-sent.ts";
import type { App } from "./app-parts.ts";
import { openServer } from "./open-server.ts";
import { headersIn, type ReadHeader } from "./read-header.ts";
import { describeFailure, renderBare, renderFailure, renderFault } from "./problem-response.ts";
import type { SessionCheck, SessionCheckResult } from "./session-check.ts";
import { createTurnstile } from "./turnstile.ts";
import { answerUnreadable, noteAnswer } from "./unreadable.ts";

const problemType = "application/problem+json";

/** Answers requests of node:http. The session check, the hottest path, is answered before the framework sees the request. */
export function createNodeListener(services: Services, app: App, check: SessionCheck): RequestListener {
  const { origins, basePath, publicUrl } = services.config;
  const lines = alwaysSent(services.config);
  const answerRest = createFrameworkListener(services, app, lines);
  const flat = lines.flat();
  const hasCors = origins.length > 0;
  const checkPath = `${basePath}/v1/session`;
  // Whoever asks mostly asks for the same host as the one before.
  let lastHost = new URL(publicUrl).host;
  return (request, response) => {
    const read = headersIn(request.rawHeaders);
    const host = read("host") ?? null;
    if (!decideHost(host, request.httpVersion, lastHost)) {
      answerBare(services, lines, response, 400);
      return;
    }
    lastHost = host || lastHost;
    // A listed origin needs CORS headers, which the table's row gives.
    const isPlain = request.method === "GET" && !(hasCors && read("origin"));
    const where = isPlain ? askedFor(checkPath, request.url ?? "") : null;
    if (where === null) answerRest(request, response);
    else answerCheck(services, { check, lines: flat, where, read, socket: request.socket }, response);
  };
}

function createFrameworkListener(services: Services, app: App, lines: readonly HeaderLine[]): RequestListener {
  const listener = getRequestListener(
    (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
      const requestId = services.newId("reqs");
      // Pages and assets carry it too; the API's answers name it themselves.
      outgoing.setHeader("x-request-id", requestId);
      return app.fetch(request, { connection: { remoteAddress: incoming.socket.remoteAddress }, requestId });
    },
    {
      // HTTP/1.0 need not say whom it asks; health checks of old load balancers do not.
      hostname: new URL(services.config.publicUrl).host,
      errorHandler: (error) => bareResponse(services, error),
    },
  );
  const enter = createTurnstile();
  return (request, response) => {
    const begin = (): void => {
      for (const [name, value] of lines) response.setHeader(name, value);
      void listener(request, response);
    };
    // Beside an app, who handed it over may have answered meanwhile.
    enter(begin, () => request.socket.destroyed || response.headersSent);
  };
}

// What cannot be made a request of: a target that is no path, such as `*`. All else is a fault of ours.
function bareResponse({ newId, log }: World, error: unknown): Response {
  const requestId = newId("reqs");
  const isTheirs = error instanceof Error && error.name === "RequestError";
  if (!isTheirs) log.error({ requestId, reason: String(error) }, "fault");
  const body = isTheirs ? renderBare(400, requestId) : renderFault(requestId);
  const headers = { "content-type": problemType, "x-request-id": requestId };
  return new Response(body, { status: isTheirs ? 400 : 500, headers });
}

/** Refuses what HTTP itself forbids, for which the table has no problem. */
function answerBare({ newId }: World, lines: readonly HeaderLine[], response: ServerResponse, status: number): void {
  const requestId = newId("reqs");
  const body = renderBare(status, requestId);
  const length = String(Buffer.byteLength(body));
  const own = ["content-type", problemType, "content-length", length, "x-request-id", requestId, "connection", "close"];
  response.writeHead(status, [...lines.flat(), ...own]);
  response.end(body);
}

const asked = /^\?organization=(org_[0-9a-z]{26})(?:&workspace=(wksp_[0-9a-z]{26}))?$/;

/** Where a session check is asked for; null for another request, and for one that is written differently. */
function askedFor(checkPath: string, url: string): Whereabouts | undefined | null {
  if (!url.startsWith(checkPath)) return null;
  if (url.length === checkPath.length) return undefined;
  const [, organizationId, workspaceId] = asked.exec(url.slice(checkPath.length)) ?? [];
  return organizationId === undefined ? null : { organizationId, workspaceId };
}

interface Check {
  readonly check: SessionCheck;
  readonly where: Whereabouts | undefined;
  readonly read: ReadHeader;
  readonly socket: ConnectionInfo;
  /** The headers of every answer, as a flat list. */
  readonly lines: readonly string[];
}

function answerCheck(world: World, { check, where, read, socket, lines }: Check, response: ServerResponse): void {
  const requestId = world.newId("reqs");
  const send = (result: SessionCheckResult): void => {
    const { status, headers, body } = result;
    const length = Buffer.byteLength(body);
    response.writeHead(status, checkHeaders(headers, length, lines, requestId));
    // Where each letter is a byte, nothing needs to be encoded.
    response.end(body, length === body.length ? "latin1" : "utf8");
  };
  const fail = (error: unknown): void => {
    world.log.error({ requestId, error: describeFailure(error) }, "fault");
    send(renderFailure(error, { standing: world.config, requestId, now: world.now() }));
  };
  try {
    const result = check(read, socket, requestId, where);
    if (result instanceof Promise) void result.then(send).catch(fail);
    else send(result);
  } catch (error) {
    fail(error);
  }
}

// A flat list is written as it is; an object would be copied and sorted out first.
function checkHeaders(
  headers: SessionCheckResult["headers"],
  length: number,
  lines: readonly string[],
  requestId: string,
): string[] {
  const list = ["content-length", String(length), "x-request-id", requestId, ...lines];
  for (const name in headers) list.push(name, headers[name] ?? "");
  return list;
}

/** A server that gives up on clients who never finish asking, and answers in our words what node:http refuses by itself. */
export function createNodeServer(services: Services, listener: RequestListener): Server {
  // Whether a `Host` is there is decided with the rest of it.
  const server = openServer(services.config, { requireHostHeader: false }, (request, response) => {
    noteAnswer(request.socket, response);
    listener(request, response);
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  const lines = alwaysSent(services.config);
  server.on("checkExpectation", (_request, response) => answerBare(services, lines, response, 417));
  answerUnreadable(services, server);
  return server;
}
