import createFetchClient, { type Client } from "openapi-fetch";
import { isProblem, ProblemError, readProblem } from "./problem.ts";
import type { paths } from "./generated/schema.ts";

export type { components, paths } from "./generated/schema.ts";
export { isProblem, ProblemError, problemOf, type ProblemMembers, type ProblemSlug, type StepUp } from "./problem.ts";

/** Asked when a call needs fresh proof. True repeats the call once, false lets its refusal through. */
export type StepUpHandler = (problem: ProblemError<"step-up-required">, request: Request) => Promise<boolean>;

export interface MortiseOptions {
  /** Where Mortise is. Default: the page's own origin. */
  baseUrl?: string;
  /** A session token, for callers without the cookie. */
  token?: string;
  fetch?: (request: Request) => Promise<Response>;
  onStepUp?: StepUpHandler;
}

export type MortiseClient = Client<paths>;

/** A client whose calls answer or throw a `ProblemError`. */
export function createMortiseClient(options: MortiseOptions = {}): MortiseClient {
  return createFetchClient<paths>({
    baseUrl: options.baseUrl ?? ownOrigin(),
    credentials: options.token === undefined ? "include" : "omit",
    headers: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` },
    fetch: (request) => send(request, options),
  });
}

function ownOrigin(): string {
  return "location" in globalThis ? location.origin : "";
}

/** The body of an answer: `await answerOf(client.GET("/v1/account"))`. */
export async function answerOf<Data>(call: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data } = await call;
  // Refusals were thrown by `send`, so what is here is the success the types promise.
  return data as Data;
}

async function send(request: Request, options: MortiseOptions): Promise<Response> {
  // A body can be read once only, so the repetition needs its own copy.
  const repetition = request.clone();
  const first = await answerOrProblem(request, options);
  if (first instanceof Response) return first;
  if (!isProblem(first, "step-up-required") || options.onStepUp === undefined) throw first;
  if (!(await options.onStepUp(first, repetition))) throw first;
  const second = await answerOrProblem(repetition, options);
  if (second instanceof Response) return second;
  throw second;
}

async function answerOrProblem(request: Request, options: MortiseOptions): Promise<Response | ProblemError> {
  const call = options.fetch ?? globalThis.fetch;
  try {
    const response = await call(request);
    return response.ok ? response : await readProblem(response);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    return new ProblemError({ slug: "unreachable", status: 0, title: "No answer", members: {}, cause });
  }
}
