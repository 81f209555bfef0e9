import { STATUS_CODES } from "node:http";
import { Unavailable } from "../database/unavailable.ts";
import { problemOf, type Refusal, refuse } from "../problems.ts";
import { type Standing, urlOf } from "../addresses.ts";

/** How a refusal is put on the wire. */
export interface ProblemFrame {
  readonly standing: Standing;
  readonly requestId: string;
  readonly now: number;
  /** Whether the caller came with a bearer token: such callers are told by header too (RFC 9470). */
  readonly isTokenCaller: boolean;
}

/** Renders a refusal as a problem document (RFC 9457). */
export function renderProblem(
  refusal: Refusal,
  frame: ProblemFrame,
): { status: number; headers: Record<string, string>; body: string } {
  const { refused, detail, ...members } = refusal;
  const { status, title, meaning } = problemOf(refused);
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  const retryAt = "retryAt" in refusal ? refusal.retryAt : undefined;
  if (retryAt !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil((retryAt - frame.now) / 1000)));
  else if (status === 429) headers["retry-after"] = "1";
  if (frame.isTokenCaller && refusal.refused === "step-up-required")
    headers["www-authenticate"] =
      `Bearer error="insufficient_user_authentication", max_age="${refusal.stepUp.maxAgeSeconds}"`;
  else if (refused === "not-signed-in" && frame.isTokenCaller)
    headers["www-authenticate"] = 'Bearer error="invalid_token"';
  const body = JSON.stringify({
    type: urlOf(frame.standing, `/problems/${refused}`),
    title,
    status,
    detail: detail ?? meaning,
    instance: `urn:request:${frame.requestId}`,
    ...members,
    ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }),
  });
  return { status, headers, body };
}

/** What is answered to what HTTP itself forbids: the status says it all, and no page has more to tell. */
export function renderBare(status: number, requestId: string): string {
  return JSON.stringify({
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Refused",
    status,
    detail: "This could not be read as a request.",
    instance: `urn:request:${requestId}`,
  });
}

const retryAfterSeconds = "5";

/**
 * What is answered when something failed here. What only cannot be done now, such as when the database does not answer, is a
 * problem that says so; all else is a fault.
 */
export function renderFailure(
  error: unknown,
  frame: Omit<ProblemFrame, "isTokenCaller">,
): { status: number; headers: Record<string, string>; body: string } {
  if (!(error instanceof Unavailable))
    return { status: 500, headers: { "content-type": "application/problem+json" }, body: renderFault(frame.requestId) };
  const problem = renderProblem(refuse("unavailable"), { ...frame, isTokenCaller: false });
  return { ...problem, headers: { ...problem.headers, "retry-after": retryAfterSeconds } };
}

/** A failure as it is logged: with the causes, and where it came from unless it is the database's. */
export function describeFailure(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
} {
  const { name, message, stack, cause } = error as Error;
  const words = cause instanceof Error ? `${message} (${cause.message})` : message;
  return { name, message: words, ...(!(error instanceof Unavailable) && stack !== undefined && { stack }) };
}

/** What is answered when something failed here: the id support finds it by, and nothing of what failed. */
export function renderFault(requestId: string): string {
  return JSON.stringify({
    type: "about:blank",
    title: "Something failed here",
    status: 500,
    detail: "Support can find this request by its id.",
    instance: `urn:request:${requestId}`,
  });
}
