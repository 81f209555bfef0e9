import { type Standing, urlOf } from "../addresses.ts";
import { problems, type Refusal } from "../problems.ts";

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
  { refused, detail, retryAt, ...members }: Refusal,
  frame: ProblemFrame,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, title, meaning } = problems[refused];
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (retryAt !== undefined) headers["retry-after"] = String(Math.max(1, Math.ceil((retryAt - frame.now) / 1000)));
  else if (status === 429) headers["retry-after"] = "1";
  if (frame.isTokenCaller && members.stepUp)
    headers["www-authenticate"] =
      `Bearer error="insufficient_user_authentication", max_age="${members.stepUp.maxAgeSeconds}"`;
  else if (refused === "not-signed-in" && frame.isTokenCaller)
    headers["www-authenticate"] = 'Bearer error="invalid_token"';
  const body = JSON.stringify({
    type: urlOf(frame.standing, `/problems/${refused}`),
    title,
    status,
    detail: detail ?? meaning,
    instance: `urn:request:${frame.requestId}`,
    ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }),
    ...members,
  });
  return { status, headers, body };
}
