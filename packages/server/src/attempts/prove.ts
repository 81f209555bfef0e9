import { isCurrent } from "../sessions/hold-caller.ts";
import { anonymous } from "../vocabulary/events/actors.ts";
import type { OwnProof } from "../vocabulary/proofs.ts";
import type { SignInFailure } from "../vocabulary/events/words.ts";
import { recordEvent } from "../audit/record-event.ts";
import { judgeProof, type ProofResponse } from "../authenticators/judge-proof.ts";
import type { Judgement } from "../authenticators/judgement.ts";
import { refuseBusy } from "../authenticators/password/refuse-busy.ts";
import { type Budget, releaseTry, returnTry, type TakenTry, takeTry } from "../authenticators/try-budgets.ts";
import { busy } from "../crypto/password-hash.ts";
import { lockAccount } from "../database/lock-account.ts";
import { refuse, type Refusal } from "../problems.ts";
import { triesPerAttempt } from "../rules/requests/throttling.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import { isKnownDevice } from "../sessions/known-devices.ts";
import type { Services, Work, View } from "../services.ts";
import { type Attempt, type AttemptView, triesLeftOf } from "./attempt.ts";
import { findAttempt, holdOpen, markFailed, returnAttemptTry, takeAttemptTry } from "./attempts.sql.ts";
import { finishRestoreTrust } from "./finish-restore-trust.ts";
import { type FinishedSignIn, finishSignIn } from "./finish-sign-in.ts";
import { methodOf } from "./method.ts";
import { finishStepUp } from "./finish-step-up.ts";
import { noteDoubt } from "./note-doubt.ts";
import type { Prover } from "./prover.ts";
import { isForThem } from "./redirects.ts";
import { listAcceptable } from "./list-acceptable.ts";
import { questionOf, viewAttempt } from "./start-attempt.ts";

/** An attempt after an accepted proof; `signedIn` when it opened a session, `newToken` when the session got another. */
export type Proven = AttemptView & { readonly signedIn?: FinishedSignIn; readonly newToken?: string | null };

export type ProveRefusal = Refusal<
  | "not-found"
  | "attempt-closed"
  | "proof-rejected"
  | "too-many-attempts"
  | "invalid-request"
  | "rate-limited"
  | "not-allowed"
  | "not-signed-in"
  | "session-flagged"
>;

type Rejected = Extract<Judgement, { right: false }>;

/** An answer to an attempt: by whom, and whose tries it takes. */
interface Answer {
  readonly prover: Prover;
  readonly response: ProofResponse;
  readonly budget: Budget;
}

/** Adds one proof to an attempt, then lets the rules say what comes next. */
export async function prove(
  services: Services,
  prover: Prover,
  attemptId: string,
  response: ProofResponse,
): Promise<Proven | ProveRefusal> {
  const { transact, read } = services;
  const seen = await viewAttempt(services, attemptId, prover);
  if ("refused" in seen) return seen;
  if (seen.status !== "open") return refuse("attempt-closed");
  if (!seen.acceptable.some(({ kind }) => kind === response.kind))
    return refuse("invalid-request", {
      errors: [{ pointer: "#/kind", detail: "This attempt does not accept that kind now." }],
    });

  const answer = { prover, response, budget: await budgetFor(services, prover, seen.attempt, response) };
  const taken = await transact((work) => takeTries(work, answer, seen.attempt), "crash");
  if ("refused" in taken) return taken;
  const { attempt } = taken;

  const judgement = await judgeProof(services, questionOf(attempt), response);
  if (judgement === busy) {
    await transact(async (work) => {
      await returnAttemptTry(work.tx, attempt.id);
      if (taken.taken) await releaseTry(work, taken.taken);
    });
    return refuseBusy(services);
  }
  const outcome = await transact(async (work): Promise<Proven | ProveRefusal> => {
    if (!judgement.right) return reject(work, answer, attempt, judgement);
    return accept(work, answer, attempt, judgement);
  });
  if ("refused" in outcome || outcome.status !== "open") return outcome;
  const current = await findAttempt(read, attemptId);
  return current ? { ...outcome, acceptable: await listAcceptable(services, current) } : outcome;
}

async function budgetFor(
  { read }: View,
  { client }: Prover,
  attempt: Attempt,
  { kind }: ProofResponse,
): Promise<Budget> {
  const known = await isKnownDevice(read, client.deviceId, attempt.accountId);
  return { owner: attempt.budgetOwner, kind, separateFor: attempt.sessionId ?? (known ? client.deviceId : null) };
}

// Counted before it is judged, so that tries sent at once are counted all the same.
async function takeTries(
  work: Work,
  answer: Answer,
  { id }: Attempt,
): Promise<{ attempt: Attempt; taken?: TakenTry } | Refusal<"attempt-closed" | "too-many-attempts">> {
  const attempt = await takeAttemptTry(work.tx, id, triesPerAttempt, work.now());
  if (!attempt) return refuse("attempt-closed");
  if (!hasBudget(answer.response.kind)) return { attempt };
  const taken = await takeTry(work, answer.budget);
  if (!("refused" in taken)) return { attempt, taken };
  await returnAttemptTry(work.tx, id);
  await recordRejection(work, answer, attempt, "locked");
  return taken;
}

async function reject(
  work: Work,
  answer: Answer,
  attempt: Attempt,
  judgement: Rejected,
): Promise<Refusal<"proof-rejected">> {
  const { prover } = answer;
  const triesLeft = triesLeftOf(attempt);
  if (triesLeft === 0) await markFailed(work.tx, attempt.id, work.now());
  const accountId = attempt.accountId ?? judgement.accountId ?? null;
  await recordRejection(work, answer, { ...attempt, accountId }, judgement.reason);
  await judgement.noteRejection?.(work, prover.client);
  await noteDoubt(work, prover, { ...attempt, accountId }, judgement);
  return refuse("proof-rejected", { triesLeft, ...(judgement.isUnknownCredential && { unknownCredential: true }) });
}

async function accept(
  work: Work,
  answer: Answer,
  { id, accountId }: Attempt,
  judgement: Extract<Judgement, { right: true }>,
): Promise<Proven | ProveRefusal> {
  const { tx } = work;
  const { prover, response, budget } = answer;
  const at = work.now();
  const ownerId = accountId ?? judgement.accountId ?? "";
  await lockAccount(tx, ownerId);
  const attempt = await holdOpen(tx, id, at);
  if (!attempt || !isForThem(attempt, prover.client)) return refuse("attempt-closed");
  // Before anything is spent: the page asks again, with the token its session has by now.
  if (attempt.sessionId !== null && !(prover.session && (await isCurrent(tx, prover.session))))
    return refuse("not-signed-in");
  if (!(await judgement.spend(work)))
    return reject(work, answer, attempt, { right: false, reason: spentReason[response.kind] });
  await returnAttemptTry(tx, id);
  if (hasBudget(response.kind)) await returnTry(work, budget);
  const { kind, authenticatorId, userVerified } = judgement;
  const proof: OwnProof = { kind, authenticatorId, at, ...(userVerified && { userVerified }) };
  const proven: Attempt = {
    ...attempt,
    accountId: ownerId,
    tries: attempt.tries - 1,
    proofs: [...attempt.proofs, proof],
  };
  if (attempt.purpose === "sign-in") return finishSignIn(work, prover, proven);
  const finish = attempt.purpose === "step-up" ? finishStepUp : finishRestoreTrust;
  return finish(work, prover, proven, proof);
}

// Nobody without a passkey can answer for it, so there is nothing to guess, and nothing by which to lock its owner out.
function hasBudget(kind: AuthenticatorKind): boolean {
  return kind !== "passkey";
}

/** Why an answer that looked right could not be used any more. */
const spentReason: Readonly<Record<AuthenticatorKind, SignInFailure>> = {
  password: "wrong-password",
  totp: "code-already-used",
  passkey: "passkey-challenge",
  phone: "code-already-used",
  "recovery-code": "code-already-used",
};

// An unknown address gets an event too, without the address: what is written must not tell known from unknown by its cost.
async function recordRejection(
  work: Work,
  { prover: { client }, response: { kind } }: Answer,
  { accountId, sessionId, operation, purpose, proofs }: Attempt,
  reason: SignInFailure,
): Promise<void> {
  const about = { accountId, actor: anonymous, sessionId, client } as const;
  if (operation !== null)
    return recordEvent(work, { ...about, type: "step-up.rejected", data: { operation, kind, reason } });
  if (purpose === "restore-trust")
    return recordEvent(work, { ...about, type: "restore-trust.rejected", data: { kind, reason } });
  const method = methodOf({ proofs: [...proofs, { kind, authenticatorId: "", at: 0 }] });
  const factor = proofs.length === 0 ? null : kind;
  work.rejectedSignIns[accountId === null ? "unknown" : "known"]++;
  return recordEvent(work, { ...about, type: "sign-in.rejected", data: { method, factor, reason } });
}
