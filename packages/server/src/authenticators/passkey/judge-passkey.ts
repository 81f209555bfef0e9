import { anonymous } from "../../vocabulary/events/actors.ts";
import type { AssertionAnswer } from "./credential.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { SignInFailure } from "../../vocabulary/events/words.ts";
import { decideUserVerification, decideWasFound } from "../../rules/authenticators/ceremony.ts";
import type { Services, World } from "../../services.ts";
import type { Judgement, Question } from "../judgement.ts";
import { type ChallengeBinding, findChallenge } from "./challenges.ts";
import { markChallengeSpent } from "./challenges.sql.ts";
import { readClientData } from "./client-data.ts";
import { findByCredentialId, notePasskeyUse, type PasskeyToJudge } from "./passkeys.sql.ts";
import { userHandleOf } from "./user-handle.ts";
import { type VerifiedAssertion, verifyAssertion } from "./verify-assertion.ts";

/** Judges the answer of a passkey. Without an account it says whose it is; with one it must be that account's. */
export async function judgePasskey(
  services: Services,
  question: Question,
  credential: AssertionAnswer,
): Promise<Judgement> {
  const { read, config } = services;
  const passkey = await findByCredentialId(read, credential.id);
  const given = readClientData(credential.response.clientDataJSON);
  if (!passkey) return wrong("passkey-unknown", { isUnknownCredential: true });
  if (!isOwnersAnswer(question, passkey, credential)) return wrong("passkey-of-another-account");
  if (!given) return wrong("passkey-invalid");
  const known = { ...passkey, backupEligible: passkey.backupEligibleAt !== null };
  const expected = { challenge: given.challenge, userVerification: decideUserVerification(question) };
  // The look-up takes place while another thread verifies.
  const [assertion, challenge] = await Promise.all([
    verifyAssertion(config.relyingParty, credential, known, expected),
    findChallenge(services, given.challenge, bindingOf(question)),
  ]);
  if (!challenge) return wrong("passkey-challenge");
  if (assertion.verified) {
    const isFound = decideWasFound(question, credential.response);
    return rightAnswer(services, passkey, challenge.id, { ...assertion, isFound });
  }
  if (assertion.reason !== "passkey-cloned") return wrong(assertion.reason);
  return clonedKey(passkey, assertion.givenCounter ?? 0);
}

const wrong = (reason: SignInFailure, more: object = {}): Judgement => ({ right: false, reason, ...more });

/** What a request's options and its answer must have in common. */
export function bindingOf({ purpose, attemptId, sessionId }: Question): ChallengeBinding {
  return { purpose, subjectId: attemptId, sessionId };
}

// WebAuthn L3 §7.2 steps 6 and 7: who was asked for must answer; nobody asked for, the handle must say who answers.
function isOwnersAnswer(
  { accountId, isForAnyone }: Question,
  { accountId: ownerId }: PasskeyToJudge,
  { response: { userHandle } }: AssertionAnswer,
): boolean {
  if (isForAnyone ? !userHandle : accountId !== ownerId) return false;
  return !userHandle || userHandle === userHandleOf(ownerId);
}

function rightAnswer(
  { now }: World,
  passkey: PasskeyToJudge,
  challengeId: string,
  { counter, backedUp, userVerified, isFound }: Extract<VerifiedAssertion, { verified: true }> & { isFound: boolean },
): Judgement {
  const { id, accountId, counter: counterRead } = passkey;
  return {
    right: true,
    kind: "passkey",
    authenticatorId: id,
    accountId,
    ...(userVerified && { userVerified }),
    spend: async ({ tx }) =>
      (await markChallengeSpent(tx, challengeId, now())) &&
      (await notePasskeyUse(tx, {
        id,
        now: now(),
        counter,
        counterRead,
        backedUpAt: backedUp ? (passkey.backedUpAt ?? now()) : null,
        userVerifiedAt: userVerified ? now() : null,
        discoverableAt: isFound ? now() : null,
      })),
  };
}

// The signature was right and the counter was not: somewhere there is a second copy of the key.
function clonedKey(passkey: PasskeyToJudge, givenCounter: number): Judgement {
  const { id, accountId, name, counter } = passkey;
  return {
    right: false,
    reason: "passkey-cloned",
    accountId,
    clonedPasskeyId: id,
    noteRejection: (work, client) =>
      recordEvent(work, {
        type: "passkey.cloned",
        accountId,
        actor: anonymous,
        client,
        data: { authenticatorId: id, name, storedCounter: counter, givenCounter },
      }),
  };
}
