import { openAes, type OaepHash, unwrapRsaOaep } from "../../crypto/decryption.ts";
import { blockCiphers, keyTransports } from "./algorithms.ts";
import { bytesOf, maybeChild, oneChild, plainText, rootOf } from "./form.ts";
import { ds, namespaces, saml, xenc } from "./names.ts";
import { refuseAs } from "./refused.ts";
import { attributeOf, everyElement, isNamed, type XmlElement } from "./xml/tree.ts";

export interface DecryptionTerms {
  /** Private keys of our certificates in PEM: two while one is replaced. */
  readonly keys: readonly string[];
  /** Whether AES-CBC is read, which does not notice when it was changed. */
  readonly allowsCbc: boolean;
}

/** Opens an encrypted assertion (XML Encryption 1.1). Whatever fails past the choice of algorithms fails in the same words. */
export function decryptAssertion(encrypted: XmlElement, { keys, allowsCbc }: DecryptionTerms): XmlElement {
  const data = oneChild(encrypted, xenc("EncryptedData"));
  const name = attributeOf(oneChild(data, xenc("EncryptionMethod")), "Algorithm");
  const cipher = blockCiphers.get(name ?? "");
  if (!cipher || (cipher.mode === "cbc" && !allowsCbc))
    return refuseAs("encryption-algorithm", allowsCbc ? "AES-GCM or AES-CBC" : "AES-GCM", name);
  const sealedKey = findKey(encrypted);
  const hash = readTransport(oneChild(sealedKey, xenc("EncryptionMethod")));
  const [keyBytes, sealed] = [readCipher(sealedKey), readCipher(data)];
  for (const key of keys) {
    const contentKey = unwrapRsaOaep(key, hash, keyBytes);
    const opened = contentKey && openAes(cipher, contentKey, sealed);
    const assertion = opened && assertionIn(opened);
    if (assertion) return assertion;
  }
  return refuseAs("encryption", "an assertion sealed for this connection", "one that does not open");
}

// What comes out of CBC with another key or changed bytes may be no XML at all: that must look like any other failure.
function assertionIn(opened: Uint8Array): XmlElement | undefined {
  try {
    const root = rootOf(opened);
    return isNamed(root, saml("Assertion")) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** The one sealed key, which stands in the data's KeyInfo or beside the data. */
function findKey(encrypted: XmlElement): XmlElement {
  const found = [...everyElement(encrypted)].filter((each) => isNamed(each, xenc("EncryptedKey")));
  return found.length === 1 ? found[0]! : refuseAs("encryption-algorithm", "one EncryptedKey", String(found.length));
}

function readTransport(method: XmlElement): OaepHash {
  const name = attributeOf(method, "Algorithm") ?? "";
  const digestMethod = maybeChild(method, ds("DigestMethod"));
  const maskMethod = maybeChild(method, { namespace: namespaces.encryption11, local: "MGF" });
  const digest = (digestMethod && attributeOf(digestMethod, "Algorithm")) ?? `${namespaces.signature}sha1`;
  const mask = (maskMethod && attributeOf(maskMethod, "Algorithm")) ?? `${namespaces.encryption11}mgf1sha1`;
  const seen = `${name} ${digest} ${mask}`;
  return keyTransports.get(seen) ?? refuseAs("encryption-algorithm", "RSA-OAEP, one hash for digest and mask", seen);
}

const readCipher = (element: XmlElement): Uint8Array =>
  bytesOf(plainText(oneChild(oneChild(element, xenc("CipherData")), xenc("CipherValue"))));
