import { recordEvent } from "../audit/record-event.ts";
import { lockAccount } from "../database/lock-account.ts";
import type { Reader } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideTakesWord } from "../rules/sso/whose-attempt.ts";
import { isCurrent } from "../sessions/hold-caller.ts";
import type { SignInFailure } from "../vocabulary/events/words.ts";
import { anonymous } from "../vocabulary/events/actors.ts";
import type { Vouched } from "../vocabulary/sso.ts";
import type { Client, Work } from "../services.ts";
import { type Attempt, statusOf } from "./attempt.ts";
import { findAttempt, holdOpen, markFailed, setVouched } from "./attempts.sql.ts";
import { type FinishedSignIn, finishSignIn } from "./finish-sign-in.ts";
import { finishStepUp } from "./finish-step-up.ts";
import type { Prover } from "./prover.ts";
import { isOwnBrowser } from "./redirects.ts";
import { toVouchedProof } from "./vouched.ts";

/** What an identity provider's word came to in an attempt. */
export interface Accepted {
  readonly status: "open" | "complete";
  readonly signedIn?: FinishedSignIn;
  readonly newToken?: string | null;
}

/** An attempt that may be handed to a connection's provider by this browser; undefined where it may not. */
export async function findHandable(
  read: Reader,
  { attemptId, connectionId, client, now }: { attemptId: string; connectionId: string; client: Client; now: number },
): Promise<Attempt | "other-browser" | undefined> {
  const attempt = await findAttempt(read, attemptId);
  if (!attempt || attempt.connectionId !== connectionId || statusOf(attempt, now) !== "open") return undefined;
  if (!takesWord(attempt)) return undefined;
  return isOwnBrowser(attempt, client) ? attempt : "other-browser";
}

const takesWord = ({ purpose, proofs, vouched }: Attempt): boolean =>
  decideTakesWord({ isSignIn: purpose === "sign-in", isNamed: vouched !== null, proofs });

/** Holds an attempt that a provider's answer is for, until the transaction ends. */
export async function holdHanded(work: Work, attemptId: string, connectionId: string): Promise<Attempt | undefined> {
  const attempt = await holdOpen(work.tx, attemptId, work.now());
  return attempt?.connectionId === connectionId && takesWord(attempt) ? attempt : undefined;
}

/** Adds a provider's word to a sign-in, for an account it is linked to; the rule says whether that is enough. */
export async function acceptVouched(
  work: Work,
  prover: Prover,
  attempt: Attempt,
  { vouched, accountId, identityId }: { vouched: Vouched; accountId: string; identityId: string },
): Promise<Accepted | Refusal<"proof-rejected" | "not-allowed">> {
  await lockAccount(work.tx, accountId);
  const proven: Attempt = { ...attempt, accountId, vouched, proofs: [toVouchedProof(vouched, identityId)] };
  await setVouched(work.tx, proven);
  return finishSignIn(work, prover, proven) as Promise<Accepted | Refusal<"proof-rejected" | "not-allowed">>;
}

/** Lets a sign-in go on by what its account has here: shown once, the account is linked (finish-sign-in.ts). */
export async function awaitOwnProof(
  work: Work,
  attempt: Attempt,
  { vouched, accountId }: { vouched: Vouched; accountId: string },
): Promise<Accepted> {
  await setVouched(work.tx, { ...attempt, accountId, vouched });
  return { status: "open" };
}

/** Gives a session the fresh proof that its provider asked for. */
export async function confirmVouched(
  work: Work,
  prover: Prover,
  attempt: Attempt,
  { vouched, identityId }: { vouched: Vouched; identityId: string },
): Promise<Accepted | Refusal<"not-signed-in">> {
  const { session } = prover;
  if (!session || attempt.sessionId !== session.id) return refuse("not-signed-in");
  await lockAccount(work.tx, session.accountId);
  if (!(await isCurrent(work.tx, session))) return refuse("not-signed-in");
  const proof = toVouchedProof(vouched, identityId);
  return finishStepUp(work, prover, { ...attempt, proofs: [...attempt.proofs, proof] }, proof) as Promise<
    Accepted | Refusal<"not-signed-in">
  >;
}

/** Ends an attempt that a provider's word did not carry. */
export async function rejectVouched(
  work: Work,
  attempt: Attempt,
  {
    accountId,
    organizationId,
    reason,
    client,
  }: {
    readonly accountId: string | null;
    readonly organizationId: string;
    readonly reason: SignInFailure;
    readonly client: Client;
  },
): Promise<void> {
  await markFailed(work.tx, attempt.id, work.now());
  if (attempt.purpose !== "sign-in") return;
  const about = { accountId, actor: anonymous, sessionId: null, client, organizationId } as const;
  await recordEvent(work, { ...about, type: "sign-in.rejected", data: { method: "sso", factor: null, reason } });
}
