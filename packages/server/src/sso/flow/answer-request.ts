import { sha256 } from "../../crypto/hash.ts";
import { findConnection, type StoredConnection } from "../../policies/connections.ts";
import type { Check, ConnectionKind } from "../../vocabulary/sso.ts";
import type { Services } from "../../services.ts";
import { recordTrace } from "../traces.ts";
import { finishTest } from "../connection-tests/finish-test.ts";
import { Unaccepted } from "../unaccepted.ts";
import { type Asked, ofRevision, valuesOf } from "./begin.ts";
import type { Judged } from "./judged.ts";
import { handOff } from "./outcome.ts";
import type { RequestValues } from "./purpose.ts";
import { findRequest, type SsoRequest, spendRequest } from "./requests.sql.ts";

/** A request of ours with what its answer is held against. */
export interface Question {
  readonly request: SsoRequest;
  readonly asked: Asked;
  readonly values: RequestValues;
}

/** Where the browser goes next. */
export type Answered =
  | { readonly to: "continue"; readonly token: string }
  | {
      readonly to: "test";
      readonly testId: string;
      readonly connection: StoredConnection;
      readonly isBySetupLink: boolean;
    }
  | { readonly to: "failed"; readonly traceId: string | null; readonly returnTo: string | null }
  /** Nobody asked, or it was answered already. */
  | { readonly to: "unasked" };

/** Takes a provider's answer to a request of ours: it is spent first, whatever the answer is, and then judged. */
export async function answerRequest(
  services: Services,
  given: { readonly connectionId: string; readonly state: string; readonly kind: ConnectionKind },
  judge: (question: Question) => Promise<Judged>,
): Promise<Answered> {
  const { connectionId } = given;
  const stateHash = sha256(given.state);
  const seen = await findRequest(services.read, stateHash, connectionId);
  const request =
    seen && (await services.transact(({ tx }) => spendRequest(tx, { stateHash, connectionId }, services.now())));
  const connection = request && (await findConnection(services.read, connectionId));
  const counts = services.providerAnswers[given.kind];
  if (!request || connection?.kind !== given.kind) {
    counts.unasked++;
    return { to: "unasked" };
  }
  const asked = ofRevision(connection, request.revision);
  const judged = asked
    ? await judgeWithin(judge, { request, asked, values: valuesOf(services, request) })
    : { checks: [changedMeanwhile], vouched: null };
  const { checks, vouched } = judged;
  counts[vouched === null ? "refused" : "accepted"]++;
  if (request.testId !== null) {
    const { testId, revision } = request;
    const { isBySetupLink } = await finishTest(services, { testId, connection, revision }, judged);
    return { to: "test", testId, connection, isBySetupLink };
  }
  if (vouched !== null && connection.status === "active")
    return { to: "continue", token: await handOff(services, request, vouched) };
  const failed = vouched === null ? checks : [switchedOff];
  return { to: "failed", traceId: await recordTrace(services, connection, failed), returnTo: request.returnTo };
}

const changedMeanwhile: Check = {
  name: "configuration",
  passed: false,
  expected: "the one that was asked",
  seen: "another by now",
  fix: "The connection was changed while somebody signed in. Begin again.",
};

const switchedOff: Check = {
  name: "connection",
  passed: false,
  expected: "one that is switched on",
  seen: "one that is not",
  fix: "Switch the connection on.",
};

async function judgeWithin(judge: (question: Question) => Promise<Judged>, question: Question): Promise<Judged> {
  try {
    return await judge(question);
  } catch (error) {
    if (error instanceof Unaccepted) return { checks: [error.check], vouched: null };
    throw error;
  }
}
