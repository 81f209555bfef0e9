import { type AssertionAnswer, toAssertionJson } from "./credential.ts";
import type { SignInFailure } from "../../vocabulary/events/words.ts";
import {
  acceptedAlgorithms,
  decideBackupFlags,
  decideCounter,
  type UserVerification,
} from "../../rules/authenticators/ceremony.ts";
import type { RelyingParty } from "../../config/settings/passkeys.ts";
import { loadLibrary } from "./library.ts";
import { isOurFrame, readClientData } from "./client-data.ts";
import { isWrittenBy, readCredentialKey } from "./credential-key.ts";
import { isWholeAuthenticatorData } from "./strict-bytes.ts";

/** What is known of a credential before it signs. */
export interface KnownCredential {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly algorithm: number | null;
  readonly counter: number;
  readonly backupEligible: boolean;
}

/** What an assertion showed (WebAuthn L3 §7.2). A cloned key's signature was right: only its counter was not. */
export type VerifiedAssertion =
  | { readonly verified: false; readonly reason: SignInFailure; readonly givenCounter?: number }
  | { readonly verified: true; readonly counter: number; readonly backedUp: boolean; readonly userVerified: boolean };

/** Verifies an assertion made with a known credential, by the book. */
export async function verifyAssertion(
  relyingParty: RelyingParty,
  response: AssertionAnswer,
  known: KnownCredential,
  { challenge, userVerification }: { challenge: string; userVerification: UserVerification },
): Promise<VerifiedAssertion> {
  const clientData = readClientData(response.response.clientDataJSON);
  const invalid = { verified: false, reason: "passkey-invalid" } as const;
  if (!clientData || clientData.challenge !== challenge || !isOurFrame(clientData, relyingParty)) return invalid;
  if (known.algorithm === null || !acceptedAlgorithms.includes(known.algorithm)) return invalid;
  if (!(await isWellFormed(response, known.publicKey))) return invalid;
  const info = await verifySignature(relyingParty, response, known, challenge);
  if (!info) return invalid;
  const backupEligible = info.credentialDeviceType === "multiDevice";
  if (!decideBackupFlags(known, { backupEligible, backedUp: info.credentialBackedUp })) return invalid;
  if (userVerification === "required" && !info.userVerified) return { verified: false, reason: "passkey-not-verified" };
  if (decideCounter(known.counter, info.newCounter) === "cloned")
    return { verified: false, reason: "passkey-cloned", givenCounter: info.newCounter };
  return {
    verified: true,
    counter: info.newCounter,
    backedUp: info.credentialBackedUp,
    userVerified: info.userVerified,
  };
}

async function isWellFormed({ response }: AssertionAnswer, publicKey: Uint8Array): Promise<boolean> {
  const key = await readCredentialKey(publicKey);
  const [data, signature] = [response.authenticatorData, response.signature].map((each) =>
    Buffer.from(each, "base64url"),
  );
  return Boolean(key && data && signature && isWholeAuthenticatorData(data) && isWrittenBy(key, signature));
}

async function verifySignature(
  relyingParty: RelyingParty,
  response: AssertionAnswer,
  { credentialId, publicKey }: KnownCredential,
  challenge: string,
) {
  const { verify } = await loadLibrary();
  try {
    const { verified, authenticationInfo } = await verify.verifyAuthenticationResponse({
      response: toAssertionJson(response),
      expectedChallenge: challenge,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.id,
      expectedTopOrigin: [...relyingParty.origins],
      requireUserVerification: false,
      // The counter is judged after the signature, so that a cloned key is told from a forged answer.
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
    return verified ? authenticationInfo : undefined;
  } catch {
    return undefined;
  }
}
