import { type IncomingMessage, request as requestPlain, type RequestOptions } from "node:http";
import { globalAgent, request as requestTls } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { hostOf } from "../rules/outside/reachable.ts";
import { type OutsideReason, readFault } from "../rules/outside/refused.ts";
import type { Ending } from "./within-bounds.ts";

/** What is sent. */
export interface Outgoing {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
}

/** What a request may take: until its signal says so, by an `Ending`, and of the answer's body. */
export interface Bounds {
  readonly mostBytes: number;
  readonly ended: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Whether the body ended within the bounds; else it is cut. */
  readonly isWhole: boolean;
}

/** There is no answer. */
export class Unanswered extends Error {
  readonly reason: OutsideReason;
  /** As the system calls it, where it does. */
  readonly code: string | undefined;
  constructor(reason: OutsideReason, code?: string) {
    super(reason);
    this.reason = reason;
    this.code = code;
  }
}

const mostHeaderBytes = 16 * 1024;

/**
 * The one place that sends a request to the outside. It follows nobody elsewhere. With addresses it connects to one of those and
 * looks nothing up; the certificate is held against the name. Throws `Unanswered`.
 */
export async function sendRequest(
  url: URL,
  outgoing: Outgoing,
  { mostBytes, ended }: Bounds,
  addresses?: readonly string[],
): Promise<Answer> {
  try {
    const response = await ask(url, outgoing, {
      signal: ended,
      ...(addresses && { agent: false, lookup: pinTo(addresses) }),
    });
    const { statusCode: status = 0 } = response;
    const headers = readHeaders(response);
    if (!/^(identity)?$/i.test(headers.get("content-encoding") ?? "")) {
      response.destroy();
      throw new Unanswered("encoded");
    }
    return { status, headers, ...(await readBody(response, mostBytes)) };
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    if (ended.aborted) throw new Unanswered(ended.reason as Ending);
    const { code } = error as { code?: unknown };
    throw typeof code === "string" ? new Unanswered(readFault(code), code) : new Unanswered("no-connection");
  }
}

function ask(
  url: URL,
  { method = "GET", headers = {}, body }: Outgoing,
  how: RequestOptions,
): Promise<IncomingMessage> {
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options = {
    ...how,
    method,
    hostname: hostOf(url).replace(/^\[|\]$/g, ""),
    port: url.port,
    path: url.pathname + url.search,
    headers: { "accept-encoding": "identity", "user-agent": "mortise", ...headers, ...length },
    maxHeaderSize: mostHeaderBytes,
  };
  return new Promise((resolve, reject) => {
    // Whom the process trusts, which an app around this may have widened.
    const request =
      url.protocol === "https:"
        ? requestTls({ ...options, ca: globalAgent.options.ca, rejectUnauthorized: true })
        : requestPlain(options);
    request.on("response", resolve).on("error", reject);
    // An answer that changes the protocol is none. Of such a request nothing else is heard, not even that its time is over.
    request.on("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Unanswered("broken"));
    });
    request.on("close", () => reject(new Unanswered("broken")));
    request.end(body);
  });
}

// Every address was judged; the next one is tried where one takes no connection.
function pinTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, done) => {
    if (options.all) done(null, all);
    else done(null, all[0]!.address, all[0]!.family);
  };
}

function readHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return headers;
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<Pick<Answer, "body" | "isWhole">> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, mostBytes), isWhole: length <= mostBytes };
}
