import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { World } from "../services.ts";
import { alwaysSent } from "./always-sent.ts";
import { renderBare } from "./problem-response.ts";

/** What node:http says of bytes that make no request; all else of them is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The answer that was begun last on a connection. */
const newest = Symbol("answer");
type Answering = Duplex & { [newest]?: ServerResponse };

/** Notes which answer a connection is given: one property, since every request does so. */
export function noteAnswer(socket: Duplex, response: ServerResponse): void {
  (socket as Answering)[newest] = response;
}

// Answers go out in the order they were asked for: with the last one all have.
const isAnswering = (socket: Answering): boolean => socket[newest]?.writableFinished === false;

/** Answers on the connection itself where there is no request to answer. Bytes in the middle of an answer would be read as a part of it. */
export function answerUnreadable({ newId, config }: World, server: Server): void {
  const lines = alwaysSent(config);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET" || isAnswering(socket)) {
      socket.destroy(error);
      return;
    }
    const status = statuses[error.code ?? ""] ?? 400;
    const requestId = newId("reqs");
    const body = renderBare(status, requestId);
    const own = ["content-type: application/problem+json", `content-length: ${Buffer.byteLength(body)}`];
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...lines.map(([name, value]) => `${name}: ${value}`),
      ...own,
      `x-request-id: ${requestId}`,
      "connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  });
}
