import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo, Server } from "node:net";
// @ts-expect-error -- the package has no types
import untyped from "smpp";

/** A request an HTTP peer got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands in for Twilio or a gateway: keeps what it was asked, and answers what the test says. */
export interface HttpPeer {
  readonly host: string;
  readonly received: Received[];
  answer: { status: number; body?: object; location?: string };
  /** Whether a request is never answered. */
  isSilentTo: (request: Received) => boolean;
  close(): Promise<void>;
}

export async function startHttpPeer(): Promise<HttpPeer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const asked = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(asked);
      if (peer.isSilentTo(asked)) return;
      const { status, body = {}, location } = peer.answer;
      response.writeHead(status, { "content-type": "application/json", ...(location && { location }) });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const peer: HttpPeer = {
    host: `127.0.0.1:${port}`,
    received,
    answer: { status: 201 },
    isSilentTo: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return peer;
}

/** A PDU as the package has it. */
export interface CenterPdu {
  readonly command: string;
  readonly [parameter: string]: unknown;
  response(options?: object): CenterPdu;
}
interface CenterSession {
  on(event: string, listener: (pdu: CenterPdu) => void): void;
  send(pdu: CenterPdu): void;
  deliver_sm(options: object, answered: (pdu: CenterPdu) => void): void;
  enquire_link(options: object, answered: (pdu: CenterPdu) => void): void;
  destroy(): void;
}

/** A message centre: a real SMPP 3.4 server. */
export interface SmppCenter {
  readonly port: number;
  readonly binds: CenterPdu[];
  readonly submitted: CenterPdu[];
  readonly sessions: CenterSession[];
  readonly unbound: { count: number };
  /** Status for the next submissions; each is used once, then all are taken. */
  readonly statuses: number[];
  bindStatus: number;
  close(): Promise<void>;
}

const smpp = untyped as {
  createServer(options: object, listener: (session: CenterSession) => void): Server;
};

export async function startSmppCenter(options: object = {}, at = 0): Promise<SmppCenter> {
  const server = smpp.createServer(options, (session) => {
    center.sessions.push(session);
    session.on("error", () => {});
    session.on("bind_transceiver", (pdu) => {
      center.binds.push(pdu);
      session.send(pdu.response({ command_status: center.bindStatus }));
    });
    session.on("submit_sm", (pdu) => {
      const status = center.statuses.shift() ?? 0;
      if (status === 0) center.submitted.push(pdu);
      session.send(pdu.response({ command_status: status, message_id: `m${center.submitted.length}` }));
    });
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("unbind", (pdu) => {
      center.unbound.count++;
      session.send(pdu.response());
    });
  });
  server.on("error", () => {});
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => void server.listen(at, "127.0.0.1", resolve));
  const center: SmppCenter = {
    port: (server.address() as AddressInfo).port,
    binds: [],
    submitted: [],
    sessions: [],
    unbound: { count: 0 },
    statuses: [],
    bindStatus: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of center.sessions) session.destroy();
      }),
  };
  return center;
}
