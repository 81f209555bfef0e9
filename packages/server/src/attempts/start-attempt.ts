import type { Sweep } from "../database/sweep.ts";
import type { Person } from "../sessions/caller.ts";
import type { Operation } from "../vocabulary/operations.ts";
import { refuseBelowPolicy } from "../accounts/admit.ts";
import { findHome } from "../policies/home.ts";
import type { EmailAddress } from "../accounts/email-address.ts";
import { findAccountByEmail } from "../accounts/find-account.ts";
import type { Question } from "../authenticators/judgement.ts";
import { refuseFlagged } from "../authenticators/refuse-flagged.ts";
import { hmacSha256, sha256 } from "../crypto/hash.ts";
import { type Refusal, refuse } from "../problems.ts";
import type { Client, Services, World } from "../services.ts";
import { type Attempt, attemptSeconds, type AttemptView, statusOf } from "./attempt.ts";
import { listAcceptable, offerBeforeFirstProof } from "./list-acceptable.ts";
import { type Begun, browserSecretOf, findRedirect, findStepUpWay, isForThem } from "./redirects.ts";
import type { Prover } from "./prover.ts";
import { deleteOldAttempts, findAttempt, insertAttempt } from "./attempts.sql.ts";

type Beginning = Pick<Attempt, "purpose" | "accountId" | "budgetOwner" | "sessionId" | "operation" | "target"> &
  Partial<Pick<Attempt, "connectionId" | "browserHash">>;

function newAttempt({ newId, now }: World, beginning: Beginning): Attempt {
  const createdAt = now();
  return {
    connectionId: null,
    browserHash: null,
    vouched: null,
    ...beginning,
    id: newId("attm"),
    proofs: [],
    tries: 0,
    createdAt,
    expiresAt: createdAt + attemptSeconds * 1000,
    completedAt: null,
    failedAt: null,
  };
}

/** Begins a sign-in. The answer, and the work for it, is the same for every address. */
export async function startSignIn(
  services: Services,
  client: Client,
  address: EmailAddress | undefined,
): Promise<Begun> {
  const { read, now } = services;
  const account = await findAccountByEmail(read, address?.key ?? "", now());
  const home = await findHome(read, address);
  const goesOn = home?.goesOn ? home : undefined;
  const browserSecret = goesOn && !client.isTokenCaller ? browserSecretOf(services, client) : null;
  const attempt = newAttempt(services, {
    ...{
      connectionId: goesOn?.connection.id ?? null,
      browserHash: browserSecret === null ? null : sha256(browserSecret),
    },
    purpose: "sign-in",
    accountId: account?.id ?? null,
    budgetOwner: account?.id ?? hide(services, address?.key ?? client.ip),
    sessionId: null,
    operation: null,
    target: address ? null : "no-address",
  });
  await insertAttempt(services.database, attempt);
  const view: AttemptView = { attempt, status: "open", acceptable: offerBeforeFirstProof(attempt) };
  return { ...view, redirect: home ?? null, browserSecret };
}

/** Begins a sign-in at a connection's provider, for whoever is sent here to make one. */
export async function startVouched(
  services: Services,
  client: Client,
  connectionId: string,
): Promise<{ readonly attemptId: string; readonly browserSecret: string }> {
  const browserSecret = browserSecretOf(services, client);
  const attempt = newAttempt(services, {
    ...{ connectionId, browserHash: sha256(browserSecret), purpose: "sign-in", accountId: null },
    ...{ budgetOwner: hide(services, client.ip), sessionId: null, operation: null, target: "no-address" },
  });
  await insertAttempt(services.database, attempt);
  return { attemptId: attempt.id, browserSecret };
}

// An unknown address is counted under a key: the table does not tell which addresses were tried.
function hide({ keys }: World, text: string): string {
  return `unknown:${Buffer.from(hmacSha256(keys[0].derive("try-budgets"), `attempt:${text}`)).toString("base64url")}`;
}

/** Begins the collecting of fresh proof for one operation, in the session that asks. */
export async function startStepUp(
  services: Services,
  caller: Person,
  operation: Operation,
  target: string | null,
): Promise<Begun | Refusal<"session-flagged" | "conflict">> {
  const { account, session, client } = caller;
  const flagged = await refuseFlagged(services, session);
  if (flagged) return flagged;
  // It takes kinds that confirm nothing else: where nothing is asked for, they must not count as fresh proof.
  if (operation === "meet-policy" && !(await refuseBelowPolicy(services, caller)))
    return refuse("conflict", { detail: "This session has proven what is asked for. Go on." });
  const way = await findStepUpWay(services, client, session);
  const attempt = newAttempt(services, {
    ...{ connectionId: way?.connection.id ?? null, browserHash: way ? sha256(way.browserSecret) : null },
    purpose: "step-up",
    accountId: account.id,
    budgetOwner: account.id,
    sessionId: session.id,
    operation,
    target,
  });
  await insertAttempt(services.database, attempt);
  const acceptable = await listAcceptable(services, attempt);
  const redirect = way ? { connection: way.connection, isRequired: acceptable.length === 0 } : null;
  return { attempt, status: "open", acceptable, redirect, browserSecret: way?.browserSecret ?? null };
}

/** Begins to restore a doubted session's trust. Only that session can, by a proof made in it. */
export async function startRestoreTrust(
  services: Services,
  { account, session }: Person,
): Promise<AttemptView | Refusal<"conflict" | "not-allowed">> {
  if (session.flaggedAt === null) return refuse("conflict", { detail: "This session is not on hold." });
  const attempt = newAttempt(services, {
    purpose: "restore-trust",
    accountId: account.id,
    budgetOwner: account.id,
    sessionId: session.id,
    operation: null,
    target: null,
  });
  const acceptable = await listAcceptable(services, attempt);
  if (acceptable.length === 0)
    return refuse("not-allowed", {
      reason: "no-authenticator",
      detail: "Only a passkey or an authenticator app restores trust, and none is bound. Sign out, then sign in again.",
    });
  await insertAttempt(services.database, attempt);
  return { attempt, status: "open", acceptable };
}

/** What an answer to this attempt must be an answer to. */
export function questionOf({ id, purpose, accountId, target, sessionId, proofs }: Attempt): Question {
  const isForAnyone = accountId === null && target === "no-address";
  return { attemptId: id, purpose, accountId, isForAnyone, sessionId, proofs: proofs.length };
}

/** An attempt and what may be proven next. A step-up is shown only to the session it belongs to, while that is not doubted. */
export async function viewAttempt(
  services: Services,
  id: string,
  { client, session }: Pick<Prover, "client" | "session">,
): Promise<AttemptView | Refusal<"not-found" | "session-flagged">> {
  const attempt = await findAttempt(services.read, id);
  if (!attempt || (attempt.sessionId !== null && attempt.sessionId !== session?.id)) return refuse("not-found");
  if (!isForThem(attempt, client)) return refuse("not-found");
  const flagged = attempt.purpose === "step-up" && session ? await refuseFlagged(services, session) : undefined;
  if (flagged) return flagged;
  const status = statusOf(attempt, services.now());
  const acceptable = status === "open" ? await listAcceptable(services, attempt) : [];
  const redirect = status === "open" ? await findRedirect(services, attempt, acceptable.length === 0) : null;
  return { attempt, status, acceptable, redirect };
}

/** Forgets attempts that ended a day ago. */
export const sweepAttempts: Sweep = (tx, now, most) => deleteOldAttempts(tx, now - 24 * 60 * 60 * 1000, most);
