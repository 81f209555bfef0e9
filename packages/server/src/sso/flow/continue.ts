import { sha256 } from "../../crypto/hash.ts";
import {
  type Accepted,
  acceptVouched,
  awaitOwnProof,
  confirmVouched,
  findHandable,
  holdHanded,
  rejectVouched,
} from "../../attempts/accept-vouched.ts";
import type { Attempt } from "../../attempts/attempt.ts";
import type { Prover } from "../../attempts/prover.ts";
import { findIdentity } from "../../authenticators/identity/identities.ts";
import { type Connection, findConnection } from "../../policies/connections.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { noteOverage } from "../../rules/sso/tested-place.ts";
import type { Check, Vouched } from "../../vocabulary/sso.ts";
import type { Services, Work } from "../../services.ts";
import { recordTrace } from "../traces.ts";
import { outcomeOf } from "./outcome.ts";
import { findHandoff, type Handoff, spendHandoff } from "./requests.sql.ts";
import { settle } from "./settle.ts";

/** How a sign-in or a confirmation goes on after the provider. */
export interface Continued {
  readonly accepted: Accepted;
  readonly attemptId: string;
  readonly purpose: Attempt["purpose"];
  readonly returnTo: string | null;
}

type Refused = Refusal<"link-invalid" | "not-allowed" | "proof-rejected" | "not-signed-in">;

/**
 * Takes an accepted answer over in the browser that began: only that has the attempt's cookie, so neither can somebody be signed in
 * to another's account nor another take their answer.
 */
export async function continueWith(
  services: Services,
  prover: Prover,
  { connectionId, token }: { readonly connectionId: string; readonly token: string },
): Promise<Continued | Refused> {
  const { read, now } = services;
  const handoff = await findHandoff(read, sha256(token), connectionId);
  if (!handoff || handoff.attemptId === null) return refuse("link-invalid");
  const { attemptId } = handoff;
  const attempt = await findHandable(read, { attemptId, connectionId, client: prover.client, now: now() });
  if (attempt === "other-browser") return refuse("not-allowed", { reason: "other-browser" });
  if (!attempt) return refuse("link-invalid");
  const vouched = outcomeOf(services, handoff);
  const result = await services.transact((work) => spendAndGoOn(work, prover, { handoff, attemptId, vouched }));
  if (isRefusal(result) && result.refused === "not-allowed" && result.reason === "no-place")
    await recordTrace(services, { id: connectionId, organizationId: vouched.organizationId }, [noPlaceCheck(vouched)]);
  const overage = isRefusal(result) || !result.hasRules ? undefined : noteOverage(vouched.isOverage);
  if (overage)
    await recordTrace(services, { id: connectionId, organizationId: vouched.organizationId }, [overage], "remark");
  return isRefusal(result) ? result : { ...result, attemptId, returnTo: handoff.returnTo };
}

const noPlaceCheck = ({ address }: Vouched): Check => ({
  name: "place",
  passed: false,
  expected: "a member, or somebody for whom an account is made",
  seen: address === null ? "somebody without an address" : "somebody who is neither",
  fix: "Invite them first, or let accounts be made for your verified domains. Whoever is suspended stays out.",
});

interface Taken {
  readonly handoff: Handoff;
  readonly attemptId: string;
  readonly vouched: Vouched;
}

async function spendAndGoOn(
  work: Work,
  prover: Prover,
  { handoff, attemptId, vouched }: Taken,
): Promise<(Pick<Continued, "accepted" | "purpose"> & { readonly hasRules: boolean }) | Refused> {
  if (!(await spendHandoff(work.tx, handoff, work.now()))) return refuse("link-invalid");
  // Whoever switches a connection off holds its organization: looked at after that, it stays what it is.
  await lockOrganization(work.tx, vouched.organizationId);
  const connection = await findConnection(work.tx, handoff.connectionId);
  const attempt = await holdHanded(work, attemptId, handoff.connectionId);
  if (connection?.status !== "active" || !attempt) return refuse("link-invalid");
  const { purpose } = attempt;
  const accepted = await goOn(work, prover, { connection, attempt, vouched });
  const hasRules = connection.roleRules.length > 0;
  return isRefusal(accepted) ? accepted : { accepted, purpose, hasRules };
}

interface Going {
  readonly connection: Connection;
  readonly attempt: Attempt;
  readonly vouched: Vouched;
}

async function goOn(work: Work, prover: Prover, going: Going): Promise<Accepted | Refused> {
  const { connection, attempt, vouched } = going;
  if (attempt.purpose !== "sign-in") return confirm(work, prover, going);
  const { client } = prover;
  const settled = await settle(work, connection, vouched, client);
  if (settled.next === "accept") return acceptVouched(work, prover, attempt, { vouched, ...settled });
  if (settled.next === "prove-own") return awaitOwnProof(work, attempt, { vouched, accountId: settled.accountId });
  const { accountId, reason } = settled;
  const { organizationId } = connection;
  await rejectVouched(work, attempt, { accountId, organizationId, reason, client });
  return refuse("not-allowed", { reason });
}

// Whoever is named must be who the session is: another's word at the same provider confirms nothing.
async function confirm(work: Work, prover: Prover, { attempt, vouched }: Going): Promise<Accepted | Refused> {
  const identity = await findIdentity(work.tx, vouched);
  if (!vouched.isFresh || identity === undefined || identity.accountId !== attempt.accountId)
    return refuse("not-allowed", { reason: "another-identity" });
  return confirmVouched(work, prover, attempt, { vouched, identityId: identity.id });
}
