import createFetchClient, { type Client } from "openapi-fetch";
import { type ChangeWatch, createChangeWatch } from "./changing-token.ts";
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
  /** Told the session's new token, which this client uses from then on: keep it in place of the one it was given. */
  onToken?: (token: string) => void;
  fetch?: (request: Request) => Promise<Response>;
  onStepUp?: StepUpHandler;
}

export type MortiseClient = Client<paths>;

/** A client whose calls answer or throw a `ProblemError`. */
export function createMortiseClient(options: MortiseOptions = {}): MortiseClient {
  const connection: Connection = { options, token: options.token, watch: createChangeWatch() };
  return createFetchClient<paths>({
    baseUrl: options.baseUrl ?? ownOrigin(),
    credentials: options.token === undefined ? "include" : "omit",
    fetch: (request) => send(request, connection),
  });
}

interface Connection {
  readonly options: MortiseOptions;
  /** The newest: a change of password, address or factor gives another. */
  token: string | undefined;
  readonly watch: ChangeWatch;
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

async function send(request: Request, connection: Connection): Promise<Response> {
  const { onStepUp } = connection.options;
  const first = await ask(request, connection);
  if (first instanceof Response) return first;
  if (!isProblem(first, "step-up-required") || onStepUp === undefined) throw first;
  if (!(await onStepUp(first, request))) throw first;
  const second = await ask(request, connection);
  if (second instanceof Response) return second;
  throw second;
}

/** Asks; once more, when the session may have another token by now than the one that was refused. */
async function ask(request: Request, connection: Connection): Promise<Response | ProblemError> {
  const first = await answerOrProblem(request, connection);
  if (!isProblem(first, "not-signed-in") || !(await connection.watch.mayHaveChanged())) return first;
  return answerOrProblem(request, connection);
}

async function answerOrProblem(request: Request, connection: Connection): Promise<Response | ProblemError> {
  const { options, watch } = connection;
  const call = options.fetch ?? globalThis.fetch;
  try {
    // A body can be read once only, and a request may be sent again.
    const response = await watch.send(request.method, () => call(withToken(request.clone(), connection)));
    noteToken(response, connection);
    watch.note(response);
    return response.ok ? response : await readProblem(response);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    return new ProblemError({ slug: "unreachable", status: 0, title: "No answer", members: {}, cause });
  }
}

function withToken(request: Request, { token }: Connection): Request {
  if (token === undefined) return request;
  request.headers.set("authorization", `Bearer ${token}`);
  request.headers.set("mortise-client", "token");
  return request;
}

function noteToken(response: Response, connection: Connection): void {
  const token = response.headers.get("mortise-token");
  if (token === null || connection.token === undefined) return;
  connection.token = token;
  connection.options.onToken?.(token);
}
