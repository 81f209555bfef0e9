import { startVouched } from "../../attempts/start-attempt.ts";
import { findConnection } from "../../policies/connections.ts";
import { decideReturnTo } from "../../rules/requests/return-to.ts";
import type { Client, Services } from "../../services.ts";
import { inForce } from "./begin.ts";
import { type NotSent, sendOrTrace } from "./start.ts";

interface Initiation {
  readonly connectionId: string;
  readonly issuer: string | undefined;
  readonly hint: string | null;
  readonly returnTo: string | undefined;
}

/** Begins a sign-in that somebody else asked for: nothing they brought counts, the provider is asked afresh. */
export async function initiate(
  services: Services,
  client: Client,
  { connectionId, issuer, hint, returnTo: wanted }: Initiation,
): Promise<{ readonly url: string; readonly browserSecret: string } | NotSent> {
  const { read, config } = services;
  const connection = await findConnection(read, connectionId);
  const known = connection?.configuration.kind === "oidc" ? connection.configuration.issuer : undefined;
  const isOther = issuer !== undefined && known !== undefined && issuer !== known;
  if (connection?.status !== "active" || isOther) return { failed: "expired" };
  const returnTo = decideReturnTo(wanted, config.publicUrl, config.origins) ?? null;
  const { attemptId, browserSecret } = await startVouched(services, client, connectionId);
  const purpose = { attemptId, testId: null, returnTo, isForced: false, hint };
  const sent = await sendOrTrace(services, inForce(connection), purpose);
  return "url" in sent ? { url: sent.url, browserSecret } : sent;
}
