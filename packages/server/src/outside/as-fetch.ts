import { fetchOutside, isOutsideRefusal, type Outside, type OutsideRequest } from "./fetch-outside.ts";
import type { OutsideRefusal } from "../rules/outside/refused.ts";

/** Thrown by what `asFetch` makes, for libraries that know no refusals: whoever called the library finds it as the error or its cause. */
export class OutsideRefused extends Error {
  readonly refusal: OutsideRefusal;
  constructor(refusal: OutsideRefusal) {
    super(refusal.text);
    this.refusal = refusal;
  }
}

/** What libraries give to a function shaped as `fetch`. */
export interface FetchInit {
  readonly method?: string | undefined;
  readonly headers?: Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[] | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** `fetchOutside` in the shape of `fetch`, within these bounds for each request. */
export function asFetch(
  outside: Outside,
  bounds: Pick<OutsideRequest, "mostBytes" | "timeoutMilliseconds" | "signal">,
): (url: URL | string, init?: FetchInit) => Promise<Response> {
  return async (url, { method, headers, body, signal } = {}) => {
    const answer = await fetchOutside(outside, url, {
      ...bounds,
      method,
      headers: Object.fromEntries(new Headers(headers as ConstructorParameters<typeof Headers>[0])),
      body: readBody(body),
      signal: signal ?? bounds.signal,
    });
    if (isOutsideRefusal(answer)) throw new OutsideRefused(answer);
    const isEmpty = [204, 205, 304].includes(answer.status);
    return new Response(isEmpty ? null : (answer.body as ConstructorParameters<typeof Response>[0]), {
      status: answer.status,
      headers: answer.headers,
    });
  };
}

function readBody(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError("Only texts and bytes are sent.");
}
