import { isEd25519Key, isPointOf } from "../../crypto/curve-points.ts";
import { type CoseMembers, type CredentialKey, decideKeyShape } from "../../rules/authenticators/credential-keys.ts";
import { readCbor } from "./library.ts";
import { isDerSignature, isOneCborItem } from "./strict-bytes.ts";

/**
 * Reads a credential's public key (WebAuthn L3 §5.8.5). Undefined for one that nobody should have: whoever made it may not be
 * the only one who can sign with it. Asked when it is bound and at every use, for keys were bound before this was asked.
 */
export async function readCredentialKey(publicKey: Uint8Array): Promise<CredentialKey | undefined> {
  if (!isOneCborItem(publicKey)) return undefined;
  const members = await readCbor(publicKey);
  const key = members instanceof Map ? decideKeyShape(members as CoseMembers) : undefined;
  return key && isSound(key) ? key : undefined;
}

function isSound(key: CredentialKey): boolean {
  if (key.type === "EC2") return isPointOf(key.curve, key.x, key.y);
  return key.type === "RSA" || isEd25519Key(key.x);
}

/** Whether a signature has the one form a key's signatures have. Whether it is right is another question. */
export function isWrittenBy(key: CredentialKey, signature: Uint8Array): boolean {
  if (key.type === "EC2") return isDerSignature(signature);
  return signature.length === (key.type === "RSA" ? key.n.length : 64);
}
