import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Services } from "../services.ts";
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
  const hasCors = services.config.origins.length > 0;
  return (request, response) => {
    // A listed origin needs CORS headers, which the table's row gives.
    const isCheck = request.url === "/v1/session" && request.method === "GET" && !(hasCors && request.headers.origin);
    void (isCheck ? answerCheck(services, check, request, response) : listener(request, response));
  };
}

/** A server that gives up on clients who never finish asking. */
export function createNodeServer(listener: RequestListener): Server {
  const server = createServer(listener);
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  return server;
}

async function answerCheck(
  { newId, log }: Services,
  check: SessionCheck,
  { headers, socket }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newId("reqs");
  try {
    const result = await check((name) => headers[name] as string | undefined, socket, requestId);
    response.writeHead(result.status, checkHeaders(result, requestId));
    response.end(result.body);
  } catch (error) {
    log.error({ requestId, error: { name: (error as Error).name, message: (error as Error).message } }, "fault");
    const body = JSON.stringify({
      type: "about:blank",
      title: "Something failed here",
      status: 500,
      instance: `urn:request:${requestId}`,
    });
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
