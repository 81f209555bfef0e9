import { NotTaken } from "./transport.ts";

const timeoutMilliseconds = 10_000;
const readBytes = 16 * 1024;

/** What came back: a status, and the beginning of what was said with it. */
export interface Posted {
  readonly status: number;
  readonly text: string;
}

interface Bounds {
  readonly timeoutMilliseconds: number;
  readonly mostBytes: number;
}

const usual: Bounds = { timeoutMilliseconds, mostBytes: readBytes };

/** Sends something to where the operator's settings say. */
export function post(
  url: URL,
  given: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ended: AbortSignal,
): Promise<Posted> {
  return ask(url, { ...given, method: "POST", signal: ended }, usual);
}

/** Asks for something there. */
export function get(url: URL, headers: Readonly<Record<string, string>>, bounds: Bounds): Promise<Posted> {
  return ask(url, { method: "GET", headers }, bounds);
}

/** The one place that sends a request to the outside. It follows nobody elsewhere. */
async function ask(
  url: URL,
  { signal: ended, ...request }: RequestInit,
  { timeoutMilliseconds: wait, mostBytes }: Bounds,
): Promise<Posted> {
  try {
    const signal = AbortSignal.any([...(ended ? [ended] : []), AbortSignal.timeout(wait)]);
    const response = await fetch(url, { ...request, redirect: "manual", signal });
    return { status: response.status, text: await readStart(response, mostBytes) };
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
    const code = typeof cause?.code === "string" ? cause.code : undefined;
    throw new NotTaken(name === "TimeoutError" ? "timeout" : (code ?? "no answer"));
  }
}

async function readStart({ body }: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
