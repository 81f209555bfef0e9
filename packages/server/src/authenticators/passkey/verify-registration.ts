import { type RegistrationAnswer, toRegistrationJson } from "./credential.ts";
import { decideBackupFlags, decideIsDiscoverable } from "../../rules/authenticators/ceremony.ts";
import type { RelyingParty } from "../../config/settings/passkeys.ts";
import { loadLibrary, readCbor } from "./library.ts";
import { isOurFrame, readClientData } from "./client-data.ts";
import { readCredentialKey } from "./credential-key.ts";
import { isDerSignature, isOneCborItem, isWholeAuthenticatorData } from "./strict-bytes.ts";

/** What a new credential is (WebAuthn L3 §7.1). */
export interface VerifiedRegistration {
  readonly credentialId: string;
  /** COSE key. */
  readonly publicKey: Uint8Array;
  readonly algorithm: number;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Null when the authenticator does not say. */
  readonly aaguid: string | null;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
  readonly discoverable: boolean;
  readonly attestationFormat: string;
  readonly attestationObject: Uint8Array;
}

const noAaguid = "00000000-0000-0000-0000-000000000000";

export interface RegistrationExpectations {
  readonly challenge: string;
  readonly userVerification: "required" | "preferred";
  /** False for a passkey the browser made by itself after a sign-in (conditional create). */
  readonly requiresPresence: boolean;
}

/** Verifies a registration by the book; undefined when anything about it is not as it must be. */
export async function verifyRegistration(
  relyingParty: RelyingParty,
  response: RegistrationAnswer,
  { challenge, userVerification, requiresPresence }: RegistrationExpectations,
): Promise<VerifiedRegistration | undefined> {
  const clientData = readClientData(response.response.clientDataJSON);
  if (!clientData || clientData.challenge !== challenge || !isOurFrame(clientData, relyingParty)) return undefined;
  if (!(await isWholeAttestation(response.response.attestationObject))) return undefined;
  const info = await verifyByTheBook(relyingParty, response, { challenge, userVerification, requiresPresence });
  if (!info || !(await readCredentialKey(info.credential.publicKey))) return undefined;
  const { aaguid, credential, credentialBackedUp } = info;
  // WebAuthn L3 §7.1: an id of more than 1023 bytes is no credential id.
  if (credential.id !== response.id || Buffer.from(credential.id, "base64url").length > 1023) return undefined;
  const backupEligible = info.credentialDeviceType === "multiDevice";
  if (!decideBackupFlags({ backupEligible }, { backupEligible, backedUp: credentialBackedUp })) return undefined;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    algorithm: info.algorithm,
    counter: credential.counter,
    transports: response.response.transports ?? [],
    aaguid: aaguid === noAaguid ? null : aaguid,
    backupEligible,
    backedUp: credentialBackedUp,
    userVerified: info.userVerified,
    discoverable: decideIsDiscoverable(response.clientExtensionResults ?? {}),
    attestationFormat: info.fmt,
    attestationObject: info.attestationObject,
  };
}

async function verifyByTheBook(
  relyingParty: RelyingParty,
  response: RegistrationAnswer,
  { challenge, userVerification, requiresPresence }: RegistrationExpectations,
) {
  const { verify, read } = await loadLibrary();
  try {
    const attestationObject =
      relyingParty.attestation === "direct"
        ? response.response.attestationObject
        : await withoutStatement(response.response.attestationObject);
    const { verified, registrationInfo } = await verify.verifyRegistrationResponse({
      response: toRegistrationJson({ ...response, response: { ...response.response, attestationObject } }),
      expectedChallenge: challenge,
      expectedOrigin: [...relyingParty.origins],
      expectedRPID: relyingParty.id,
      requireUserPresence: requiresPresence,
      requireUserVerification: userVerification === "required",
      supportedAlgorithmIDs: [...relyingParty.newAlgorithms],
    });
    if (!verified) return undefined;
    const algorithm = Number(
      read.decodeCredentialPublicKey(registrationInfo.credential.publicKey).get(read.cose.COSEKEYS.alg),
    );
    return { ...registrationInfo, algorithm };
  } catch {
    return undefined;
  }
}

// Nothing may stand behind the object, the data in it or what signs it: what is not read could be changed by whoever likes to.
async function isWholeAttestation(attestationObject: string): Promise<boolean> {
  const bytes = Buffer.from(attestationObject, "base64url");
  if (!isOneCborItem(bytes)) return false;
  const object = await readCbor(bytes);
  if (!(object instanceof Map)) return false;
  const [authData, format, statement] = ["authData", "fmt", "attStmt"].map((name): unknown => object.get(name));
  if (!(authData instanceof Uint8Array) || !isWholeAuthenticatorData(authData)) return false;
  return typeof format === "string" && statement instanceof Map && isWellSigned(format, statement);
}

const ecdsa: readonly unknown[] = [-7, -35, -36];

function isWellSigned(format: unknown, statement: ReadonlyMap<unknown, unknown>): boolean {
  const signature = statement.get("sig");
  const isEcdsa = format === "fido-u2f" || ecdsa.includes(statement.get("alg"));
  return !isEcdsa || !(signature instanceof Uint8Array) || isDerSignature(signature);
}

// A statement nobody asked for is not looked at (docs/decisions/0019): what it says of the authenticator would be believed by nobody.
async function withoutStatement(attestationObject: string): Promise<string> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = (await loadLibrary()).read;
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get("authData");
  const none = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authData],
  ]);
  return isoBase64URL.fromBuffer(isoCBOR.encode(none as Parameters<typeof isoCBOR.encode>[0]));
}
