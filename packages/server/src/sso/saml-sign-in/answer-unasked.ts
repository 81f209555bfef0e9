import { startVouched } from "../../attempts/start-attempt.ts";
import { findConnection } from "../../policies/connections.ts";
import type { Client, Services } from "../../services.ts";
import type { Answered } from "../flow/answer-request.ts";
import { inForce } from "../flow/begin.ts";
import { handOff } from "../flow/outcome.ts";
import { recordTrace } from "../traces.ts";
import { judgeSaml } from "./judge-saml.ts";

/** What a response came to that nobody here asked for. */
export interface Unasked {
  readonly answered: Answered;
  /** For the browser to keep: its sign-in begins here. */
  readonly browserSecret: string | null;
}

const nothing: Unasked = { answered: { to: "unasked" }, browserSecret: null };

/** Takes a response that a provider sent by itself, only where the connection lets it; it then says that it answers nothing. */
export async function answerUnasked(
  services: Services,
  client: Client,
  { connectionId, field }: { readonly connectionId: string; readonly field: string },
): Promise<Unasked> {
  const connection = await findConnection(services.read, connectionId);
  if (connection?.status !== "active" || !connection.isIdpInitiated) return nothing;
  const { checks, vouched } = await judgeSaml(services, inForce(connection), { field, request: null });
  if (!vouched) {
    const traceId = await recordTrace(services, connection, checks, "unasked");
    return { answered: { to: "failed", traceId, returnTo: null }, browserSecret: null };
  }
  const { attemptId, browserSecret } = await startVouched(services, client, connectionId);
  const token = await handOff(services, { connectionId, attemptId, returnTo: null }, vouched);
  return { answered: { to: "continue", token }, browserSecret };
}
