import type { Person } from "../../sessions/caller.ts";
import type { RegistrationAnswer } from "./credential.ts";
import { isUniqueViolation } from "../../database/dialects.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services, World } from "../../services.ts";
import { bindSecondFactor, type BoundSecondFactor, recordBindingRejected } from "../bind-second-factor.ts";
import { findKept } from "../second-factors.sql.ts";
import { readClientData } from "./client-data.ts";
import { type ChallengeBinding, findChallenge } from "./challenges.ts";
import { markChallengeSpent } from "./challenges.sql.ts";
import { consumePendingPasskey, type PasskeyRow, type Registered } from "./passkeys.sql.ts";
import { type VerifiedRegistration, verifyRegistration } from "./verify-registration.ts";

type Refused = Refusal<
  "not-found" | "attempt-closed" | "proof-rejected" | "not-signed-in" | "conflict" | "not-allowed"
>;

export interface PasskeyAnswer {
  readonly id: string;
  readonly credential: RegistrationAnswer;
  readonly name: string;
}

/** Binds a pending passkey by the answer of its ceremony. */
export async function completePasskeyBinding(
  services: Services,
  caller: Person,
  { id, credential, name }: PasskeyAnswer,
): Promise<BoundSecondFactor | Refused> {
  const { read, transact, now } = services;
  const pending = await findKept(read, "passkeys", { id, accountId: caller.account.id });
  if (!pending) return refuse("not-found");
  if (pending.boundAt !== null || pending.expiresAt <= now())
    return refuse("attempt-closed", { detail: "This binding is complete or has expired. Start again." });
  const isKey = pending.securityKeyAt !== null ? ({ isSecurityKey: true } as const) : {};
  const binding = { purpose: "bind", subjectId: id, sessionId: caller.session.id } as const;
  const answer = await verifyAnswer(services, binding, credential, pending);
  if (!answer) return reject(services, caller, { authenticatorId: id, ...isKey });
  const { challengeId, registration } = answer;
  try {
    return await transact((work) =>
      bindSecondFactor(work, caller, {
        kind: "passkey",
        id,
        name,
        ...isKey,
        ...(pending.silentlyAt === null && { proof: proofOf(id, registration) }),
        consume: async () =>
          (await markChallengeSpent(work.tx, challengeId, now())) &&
          (await consumePendingPasskey(work.tx, id, { now: now(), name, registered: toColumns(work, registration) })),
      }),
    );
  } catch (error) {
    // Somebody's, or the same person's in another tab: an id is bound once in the whole deployment (WebAuthn L3 §7.1).
    if (isUniqueViolation(error)) return refuse("conflict", { detail: "This passkey is bound already." });
    throw error;
  }
}

const proofOf = (id: string, { userVerified }: VerifiedRegistration) =>
  ({ kind: "passkey", authenticatorId: id, ...(userVerified && { userVerified }) }) as const;

/** Verifies the answer to a creation ceremony against the challenge it must be for. */
export async function verifyAnswer(
  services: Services,
  binding: ChallengeBinding,
  credential: RegistrationAnswer,
  pending: Pick<PasskeyRow, "securityKeyAt" | "silentlyAt">,
): Promise<{ challengeId: string; registration: VerifiedRegistration } | undefined> {
  const { config } = services;
  const given = readClientData(credential.response.clientDataJSON);
  const challenge = given && (await findChallenge(services, given.challenge, binding));
  if (!challenge) return undefined;
  const isSilent = pending.silentlyAt !== null;
  const registration = await verifyRegistration(config.relyingParty, credential, {
    challenge: given.challenge,
    userVerification: pending.securityKeyAt === null && !isSilent ? "required" : "preferred",
    requiresPresence: !isSilent,
  });
  return registration && { challengeId: challenge.id, registration };
}

/** What is kept of a registration. The statement is kept only where the deployment asks for one. */
export function toColumns({ config, now }: World, registration: VerifiedRegistration): Registered {
  const { credentialId, publicKey, algorithm, counter, transports, aaguid, attestationFormat } = registration;
  const keepsStatement = config.relyingParty.attestation === "direct";
  return {
    credentialId,
    publicKey,
    algorithm,
    counter,
    transports: JSON.stringify(transports),
    aaguid,
    backupEligibleAt: registration.backupEligible ? now() : null,
    backedUpAt: registration.backedUp ? now() : null,
    userVerifiedAt: registration.userVerified ? now() : null,
    discoverableAt: registration.discoverable ? now() : null,
    attestationFormat: keepsStatement ? attestationFormat : null,
    attestationObject: keepsStatement ? registration.attestationObject : null,
  };
}

async function reject(
  services: Services,
  caller: Person,
  rejected: { readonly authenticatorId: string; readonly isSecurityKey?: true },
): Promise<Refusal<"proof-rejected">> {
  await services.transact((work) => recordBindingRejected(work, caller, { kind: "passkey", ...rejected }));
  return refuse("proof-rejected", { detail: "That answer was not for this ceremony. Start again." });
}
