import { NotTaken } from "./transport.ts";

const timeoutMilliseconds = 10_000;
const readBytes = 16 * 1024;

/** What came back: a status, and the beginning of what was said with it. */
export interface Posted {
  readonly status: number;
  readonly text: string;
}

/** The one place that sends a request to the outside. It goes where the operator's settings say, and follows nobody elsewhere. */
export async function post(
  url: URL,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ended: AbortSignal,
): Promise<Posted> {
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(timeoutMilliseconds)]);
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    return { status: response.status, text: await readStart(response) };
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
    const code = typeof cause?.code === "string" ? cause.code : undefined;
    throw new NotTaken(name === "TimeoutError" ? "timeout" : (code ?? "no answer"));
  }
}

async function readStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= readBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
