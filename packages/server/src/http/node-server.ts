import { renderFault } from "./problem-response.ts";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Whereabouts } from "../policies/acting.ts";
import type { Services, World } from "../services.ts";
import type { App } from "./app-parts.ts";
import type { SessionCheck, SessionCheckResult } from "./session-check.ts";

/** Answers requests of node:http. The session check, the hottest path, is answered before the framework sees the request. */
export function createNodeListener(services: Services, app: App, check: SessionCheck): RequestListener {
  const listener = getRequestListener((request, env) => {
    const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
    const requestId = services.newId("reqs");
    // Pages and assets carry it too; the API's answers name it themselves.
    outgoing.setHeader("x-request-id", requestId);
    return app.fetch(request, { connection: { remoteAddress: incoming.socket.remoteAddress }, requestId });
  });
  const { origins, basePath } = services.config;
  const hasCors = origins.length > 0;
  const checkPath = `${basePath}/v1/session`;
  return (request, response) => {
    // A listed origin needs CORS headers, which the table's row gives.
    const isPlain = request.method === "GET" && !(hasCors && request.headers.origin);
    const where = isPlain ? askedFor(checkPath, request.url ?? "") : null;
    void (where === null ? listener(request, response) : answerCheck(services, { check, where }, request, response));
  };
}

/** A server that gives up on clients who never finish asking. */
export function createNodeServer(listener: RequestListener): Server {
  const server = createServer(listener);
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  return server;
}

const asked = /^\?organization=(org_[0-9a-z]{26})(?:&workspace=(wksp_[0-9a-z]{26}))?$/;

/** Where a session check is asked for; null for another request, and for one that is written differently. */
function askedFor(checkPath: string, url: string): Whereabouts | undefined | null {
  if (!url.startsWith(checkPath)) return null;
  if (url.length === checkPath.length) return undefined;
  const [, organizationId, workspaceId] = asked.exec(url.slice(checkPath.length)) ?? [];
  return organizationId === undefined ? null : { organizationId, workspaceId };
}

async function answerCheck(
  { newId, log }: World,
  { check, where }: { readonly check: SessionCheck; readonly where: Whereabouts | undefined },
  { headers, socket }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newId("reqs");
  try {
    const result = await check((name) => headers[name] as string | undefined, socket, requestId, where);
    response.writeHead(result.status, checkHeaders(result, requestId));
    response.end(result.body);
  } catch (error) {
    log.error({ requestId, error: { name: (error as Error).name, message: (error as Error).message } }, "fault");
    const body = renderFault(requestId);
    response.writeHead(500, checkHeaders({ headers: { "content-type": "application/problem+json" }, body }, requestId));
    response.end(body);
  }
}

// A flat list is written as it is; an object would be copied and sorted out first. One literal costs less than spreading several.
function checkHeaders({ headers, body }: Pick<SessionCheckResult, "headers" | "body">, requestId: string): string[] {
  const length = String(Buffer.byteLength(body));
  const list = ["content-length", length, "cache-control", "no-store", "x-request-id", requestId, ...alwaysSent];
  for (const name in headers) list.push(name, headers[name] ?? "");
  return list;
}

const alwaysSent = ["x-content-type-options", "nosniff"];
