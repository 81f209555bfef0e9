import { findHandable } from "../../attempts/accept-vouched.ts";
import type { Prover } from "../../attempts/prover.ts";
import { findConnection, type StoredConnection } from "../../policies/connections.ts";
import { decideReturnTo } from "../../rules/requests/return-to.ts";
import type { Services } from "../../services.ts";
import { findWaitingTest } from "../connection-tests/connection-tests.ts";
import { finishTest } from "../connection-tests/finish-test.ts";
import { recordTrace } from "../traces.ts";
import { Unaccepted } from "../unaccepted.ts";
import { type Asked, beginRequest, inForce, ofRevision, type SentOut } from "./begin.ts";
import type { Purpose } from "./purpose.ts";

/** Why nobody is sent anywhere. */
export interface NotSent {
  readonly failed: "expired" | "other-browser" | "failed";
  readonly returnTo?: string | null | undefined;
  /** By what a person can name it to whoever set the connection up. */
  readonly reference?: string | null | undefined;
}

interface Given {
  readonly connectionId: string;
  readonly attemptId: string;
  readonly returnTo: string | undefined;
}

/** Sends the browser that began an attempt to its provider. */
export async function startAtProvider(
  services: Services,
  { client, session }: Prover,
  { connectionId, attemptId, returnTo: wanted }: Given,
): Promise<SentOut | NotSent> {
  const { read, now, config } = services;
  const returnTo = decideReturnTo(wanted, config.publicUrl, config.origins) ?? null;
  const attempt = await findHandable(read, { attemptId, connectionId, client, now: now() });
  if (attempt === "other-browser") return { failed: attempt, returnTo };
  const isForeign = attempt?.sessionId != null && attempt.sessionId !== session?.id;
  const connection = attempt && !isForeign ? await findConnection(read, connectionId) : undefined;
  if (!attempt || connection?.status !== "active") return { failed: "expired", returnTo };
  const isForced = attempt.purpose !== "sign-in";
  const purpose: Purpose = { attemptId, testId: null, returnTo, isForced, hint: null };
  return sendOrTrace(services, inForce(connection), purpose);
}

/** Sends a browser to a provider; what stands in the way leaves a trace. */
export async function sendOrTrace(services: Services, asked: Asked, purpose: Purpose): Promise<SentOut | NotSent> {
  try {
    return await beginRequest(services, asked, purpose);
  } catch (error) {
    if (!(error instanceof Unaccepted)) throw error;
    const reference = await recordTrace(services, asked.connection, [error.check]);
    return { failed: "failed", returnTo: purpose.returnTo, reference };
  }
}

/** Sends whoever tries a connection out to its provider. What stands in the way is what the test shows. */
export async function startTest(
  services: Services,
  { connectionId, testId }: { readonly connectionId: string; readonly testId: string },
): Promise<
  SentOut | NotSent | { readonly test: StoredConnection; readonly testId: string; readonly isBySetupLink: boolean }
> {
  const test = await findWaitingTest(services.read, testId, services.now());
  const connection =
    test?.connectionId === connectionId ? await findConnection(services.read, connectionId) : undefined;
  const asked = connection && ofRevision(connection, test!.revision);
  if (!test || !asked) return { failed: "expired" };
  const purpose: Purpose = { attemptId: null, testId, returnTo: null, isForced: false, hint: null };
  try {
    return await beginRequest(services, asked, purpose);
  } catch (error) {
    if (!(error instanceof Unaccepted)) throw error;
    const tested = { testId, connection: asked.connection, revision: asked.revision };
    await finishTest(services, tested, { checks: [error.check], vouched: null });
    return { test: asked.connection, testId, isBySetupLink: test.setupLinkId !== null };
  }
}
