import { type Outgoing, sendRequest, Unanswered } from "../outside/send-request.ts";
import { type TimeBounds, withinBounds } from "../outside/within-bounds.ts";
import { NotTaken } from "./transport.ts";

const timeoutMilliseconds = 10_000;
const readBytes = 16 * 1024;

/** What came back: a status, and the beginning of what was said with it. */
export interface Posted {
  readonly status: number;
  readonly text: string;
}

interface Bounds extends TimeBounds {
  readonly mostBytes: number;
}

const usual: Bounds = { timeoutMilliseconds, mostBytes: readBytes };

/** Sends something to where the operator's settings say. */
export function post(
  url: URL,
  given: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ended: AbortSignal,
): Promise<Posted> {
  return ask(url, { ...given, method: "POST" }, { ...usual, signal: ended });
}

/** Asks for something there. */
export function get(url: URL, headers: Readonly<Record<string, string>>, bounds: Bounds): Promise<Posted> {
  return ask(url, { method: "GET", headers }, bounds);
}

// What the settings name is trusted as an address, so nothing of it is judged.
async function ask(url: URL, outgoing: Outgoing, { mostBytes, ...time }: Bounds): Promise<Posted> {
  try {
    const { status, body } = await withinBounds(time, (ended) => sendRequest(url, outgoing, { mostBytes, ended }));
    return { status, text: Buffer.from(body).toString("utf8") };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    throw new NotTaken(error.reason === "too-slow" ? "timeout" : (error.code ?? "no answer"));
  }
}
