import { itself } from "../../vocabulary/events/actors.ts";
import type { RegistrationAnswer } from "./credential.ts";
import type { Proof } from "../../vocabulary/proofs.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Client, Services, Work } from "../../services.ts";
import { issueSet } from "../recovery-codes/issue-set.ts";
import { creationOptions, newPasskey } from "./begin-binding.ts";
import { issueChallenge } from "./challenges.ts";
import { markChallengeSpent } from "./challenges.sql.ts";
import { toColumns, verifyAnswer } from "./complete-binding.ts";
import { insertPasskey } from "./passkeys.sql.ts";
import type { VerifiedRegistration } from "./verify-registration.ts";

type NewAccount = { readonly id: string; readonly email: string; readonly name: string };

/** A passkey made for an account that is about to begin with it. */
export interface FirstPasskey {
  readonly challengeId: string;
  readonly registration: VerifiedRegistration;
  readonly name: string;
}

const challengeFor = (signUpId: string) => ({ purpose: "sign-up", subjectId: signUpId, sessionId: null }) as const;

/** Options for the ceremony of a sign-up, with a challenge only that sign-up accepts. */
export async function creationOptionsForSignUp(work: Work, signUpId: string, account: NewAccount): Promise<object> {
  const challenge = await issueChallenge(work, challengeFor(signUpId));
  return creationOptions(work, account, { challenge, bound: [] }, {});
}

/** Verifies the passkey of a sign-up. Nothing is spent by looking. */
export async function verifyFirstPasskey(
  services: Services,
  signUpId: string,
  credential: RegistrationAnswer,
  name: string | undefined,
): Promise<FirstPasskey | undefined> {
  const wish = { securityKeyAt: null, silentlyAt: null };
  const answer = await verifyAnswer(services, challengeFor(signUpId), credential, wish);
  return answer && { ...answer, name: name ?? "Passkey" };
}

/** Spends the ceremony of a sign-up. True exactly once: before anything is made of it, for a refusal undoes nothing. */
export function spendFirstPasskey({ tx, now }: Work, { challengeId }: FirstPasskey): Promise<boolean> {
  return markChallengeSpent(tx, challengeId, now());
}

/** Binds an account's first passkey, whose ceremony was spent. Answers its recovery codes, and what making it has proven. */
export async function bindFirstPasskey(
  work: Work,
  account: NewAccount,
  client: Client,
  { registration, name }: FirstPasskey,
): Promise<{ readonly recoveryCodes: readonly string[]; readonly proof: Proof }> {
  const { tx, newId, now } = work;
  const [id, at] = [newId("pkey"), now()];
  const registered = toColumns(work, registration);
  await insertPasskey(tx, {
    ...newPasskey({ id, accountId: account.id, createdAt: at, expiresAt: at }, {}),
    ...registered,
    boundAt: at,
    name,
  });
  await recordEvent(work, {
    type: "authenticator.bound",
    accountId: account.id,
    actor: itself(account.id),
    client,
    data: { kind: "passkey", authenticatorId: id, name },
  });
  const recoveryCodes = await issueSet(work, { account, session: null, client });
  const { userVerifiedAt } = registered;
  const verified = userVerifiedAt !== null && { userVerified: true as const };
  return { recoveryCodes, proof: { kind: "passkey", authenticatorId: id, at, ...verified } };
}
