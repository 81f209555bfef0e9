import { type Actor, itself } from "../vocabulary/events/actors.ts";
import { callOffDeletion } from "../accounts/delete-account.ts";
import { type Account, findAccount } from "../accounts/find-account.ts";
import type { SignInFailure } from "../vocabulary/events/words.ts";
import { recordEvent } from "../audit/record-event.ts";
import { gatherStanding } from "../authenticators/gather-standing.ts";
import { findRemainingCodes } from "../authenticators/recovery-codes/find-remaining-codes.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideIsGone } from "../rules/sign-in/shut-accounts.ts";
import { decideMayRemember } from "../rules/authenticators/remembering.ts";
import type { BindingRequired } from "../rules/policies/binding/binding-required.ts";
import { decideSignIn, type SignInDecision } from "../rules/sign-in/sign-in.ts";
import { endSession } from "../sessions/end-sessions.ts";
import { breakGlassSessionSeconds, ssoRequired } from "../rules/sso/capture.ts";
import { moveKnownDevice, rememberKnownDevice } from "../sessions/known-devices.ts";
import {
  findRememberedDevice,
  moveRememberedDevice,
  noteRememberedUse,
  rememberDevice,
} from "../sessions/remembered-devices.ts";
import { type OpenedSession, openSession } from "../sessions/open-session.ts";
import type { Client, Work } from "../services.ts";
import type { Attempt, AttemptView } from "./attempt.ts";
import { factorOf, methodOf } from "./method.ts";
import { markFailed, setProofs } from "./attempts.sql.ts";
import type { Prover } from "./prover.ts";
import { findWayIn } from "./redirects.ts";
import { gatherCaptured } from "../accounts/captured.ts";
import { noteBreakGlass } from "./note-break-glass.ts";
import { holdVouching, isLinkPending, linkProven, listCounting, noteVouched } from "./vouched.ts";
import { recognizeDevice } from "./recognize-device.ts";

/** A session just opened, and what its owner should hear of. */
export interface FinishedSignIn extends OpenedSession {
  readonly account: Account;
  /** The device this browser is known as from now on. */
  readonly deviceId: string;
  readonly deletionCalledOff: boolean;
  /** What the session may do nothing before. */
  readonly bindingRequired: BindingRequired | null;
  readonly holding: Belonging;
  readonly recoveryCodes: { readonly remaining: number; readonly total: number } | null;
}

const switchedOff =
  "The connection to your organization's identity provider was switched off while you signed in. Start again.";

const placeGone =
  "You have no place in the organization that this sign-in was for any more. Ask its admin, or start again without your work account.";

type Passed = Extract<SignInDecision, { next: "open-session" }> & {
  readonly account: Account;
  readonly holding: Belonging;
};

/** Lets the rule decide whether the proofs open a session, and opens it or says what else is needed. */
export async function finishSignIn(
  work: Work,
  prover: Prover,
  attempt: Attempt,
): Promise<(AttemptView & { signedIn?: FinishedSignIn }) | Refusal<"proof-rejected" | "not-allowed">> {
  const { tx } = work;
  const at = work.now();
  const account = await findAccount(tx, attempt.accountId ?? "");
  if (!account || decideIsGone(account, at)) return refuse("proof-rejected", { triesLeft: 0 });
  const by = { accountId: account.id, actor: itself(account.id), client: prover.client } as const;
  if (!(await holdVouching(work, attempt))) {
    await rejectProven(work, attempt, by, "sso-refused");
    return refuse("not-allowed", { reason: "sso-refused", detail: switchedOff });
  }
  const { decision, remembered, holding } = await decideBy(work, prover, attempt, account);
  if ("refused" in decision) {
    await rejectProven(work, attempt, by, decision.reason as SignInFailure);
    const isForProvider = decision.reason === ssoRequired.reason;
    return isForProvider ? { ...decision, ...(await findWayIn(work, account, holding)) } : decision;
  }
  if (decision.next === "prove-more") {
    await setProofs(tx, attempt, null);
    const { kind, authenticatorId } = attempt.proofs.at(-1)!;
    const data = { kind, authenticatorId, purpose: "sign-in" } as const;
    await recordEvent(work, { ...by, type: "proof.accepted", data });
    return { attempt, status: "open", acceptable: [] };
  }
  if (isLinkPending(attempt)) {
    const linked = await linkProven(work, attempt, prover.client);
    // Linked, their word counts as every other proof does: the rule is asked again.
    if (linked) return finishSignIn(work, prover, linked);
    await rejectProven(work, attempt, by, "no-place");
    return refuse("not-allowed", { reason: "no-place", detail: placeGone });
  }
  await setProofs(tx, attempt, at);
  if (remembered && decision.rememberedAt !== null) await noteRememberedUse(work, remembered.id);
  const signedIn = await openSignedIn(work, prover, attempt, { ...decision, account, holding });
  return { attempt: { ...attempt, completedAt: at }, status: "complete", acceptable: [], signedIn };
}

// What the rule says of the proofs so far, and what it was asked with.
async function decideBy(work: Work, { client }: Prover, attempt: Attempt, account: Account) {
  const { bound, holding } = await gatherStanding(work, account.id);
  const { held } = holding;
  const remembered = await findRememberedDevice(work, client.deviceId, { accountId: account.id, held });
  const rememberedAt = remembered?.createdAt ?? null;
  const identities = await listCounting(work, attempt);
  const captured = await gatherCaptured(work, account, holding, attempt.vouched);
  const given = { bound, identities, proofs: attempt.proofs, captured, rememberedAt };
  return { decision: decideSignIn({ account, ...given, held, now: work.now() }), remembered, holding };
}

async function rejectProven(
  work: Work,
  attempt: Attempt,
  by: { readonly accountId: string; readonly actor: Actor; readonly client: Client },
  reason: SignInFailure,
): Promise<void> {
  await markFailed(work.tx, attempt.id, work.now());
  const data = { method: methodOf(attempt), factor: factorOf(attempt), reason };
  await recordEvent(work, { ...by, type: "sign-in.rejected", data });
}

/** Opens the session of a sign-in that has passed, and makes the browser known. */
export async function openSignedIn(
  work: Work,
  prover: Prover,
  attempt: Pick<Attempt, "proofs" | "vouched">,
  { account, signIn, bindingRequired, rememberedAt, holding, isBreakGlass }: Passed,
): Promise<FinishedSignIn> {
  const { client } = prover;
  const actor = itself(account.id);
  await endReplaced(work, prover);
  const method = methodOf(attempt);
  const device = await recognizeDevice(work.tx, client, account.id);
  const glassEndsAt = isBreakGlass ? work.now() + breakGlassSessionSeconds * 1000 : null;
  const endsAt = glassEndsAt ?? attempt.vouched?.endsAt ?? null;
  const opened = await openSession(work, signIn, { client, method, rememberedAt, endsAt });
  await noteVouched(work, opened.session, attempt);
  await recordEvent(work, {
    type: "sign-in.accepted",
    accountId: account.id,
    actor,
    sessionId: opened.session.id,
    client,
    data: { method, factor: factorOf(attempt), device },
  });
  if (isBreakGlass) await noteBreakGlass(work, client, account, { sessionId: opened.session.id, holding });
  const deletionCalledOff = account.deletesAt !== null;
  if (deletionCalledOff) await callOffDeletion(work, account.id, client);
  const excuses = prover.wantsToBeRemembered && !client.isTokenCaller && decideMayRemember(attempt.proofs);
  const deviceId = excuses ? await renewDevice(work, client) : (client.deviceId ?? work.newId("devc"));
  await rememberKnownDevice(work.tx, deviceId, account.id, work.now());
  if (excuses) await rememberDevice(work, { accountId: account.id, deviceId, client, held: holding.held });
  return {
    ...opened,
    account,
    deviceId,
    deletionCalledOff,
    bindingRequired,
    holding,
    recoveryCodes: await noteRecoveryCode(work, client, attempt, account),
  };
}

// A cookie that opens more than before is a new one: whoever left theirs in this browser is not excused with it.
async function renewDevice(work: Work, { deviceId: before }: Client): Promise<string> {
  const deviceId = work.newId("devc");
  if (before === null) return deviceId;
  await moveKnownDevice(work.tx, before, deviceId);
  await moveRememberedDevice(work.tx, before, deviceId);
  return deviceId;
}

// The browser's cookie is about to be replaced: the session it held would live on with nobody to end it.
async function endReplaced(work: Work, { client, session }: Prover): Promise<void> {
  if (!session || client.isTokenCaller) return;
  const { accountId, id: sessionId } = session;
  const actor = itself(accountId);
  await endSession(work, { accountId, actor, reason: "replaced", client, sessionId });
}

async function noteRecoveryCode(
  work: Work,
  client: Client,
  attempt: Pick<Attempt, "proofs">,
  account: Account,
): Promise<FinishedSignIn["recoveryCodes"]> {
  if (factorOf(attempt) !== "recovery-code") return null;
  const left = await findRemainingCodes(work.tx, account.id);
  await recordEvent(work, {
    type: "recovery-code.used",
    accountId: account.id,
    actor: itself(account.id),
    client,
    data: { remaining: left.remaining },
  });
  return left;
}
