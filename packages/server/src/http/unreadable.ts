import { type Server, STATUS_CODES } from "node:http";
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

/** Answers on the connection itself where there is no request to answer. */
export function answerUnreadable({ newId, config }: World, server: Server): void {
  const lines = alwaysSent(config);
  // Bytes in the middle of an answer would be read as a part of it.
  const answering = new WeakMap<Duplex, number>();
  server.on("request", ({ socket }, response) => {
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    response.once("close", () => answering.set(socket, (answering.get(socket) ?? 1) - 1));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET" || (answering.get(socket) ?? 0) > 0) {
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
