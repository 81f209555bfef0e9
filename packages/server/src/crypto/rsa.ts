import { createPrivateKey } from "node:crypto";

/** Whether this is an RSA private key in PEM, of at least 1024 bits, that opens without a passphrase. */
export function isRsaPrivateKey(pem: string): boolean {
  return rsaBitsOf(pem) >= 1024;
}

/** How many bits the modulus of an RSA private key in PEM has; 0 for anything else. */
export function rsaBitsOf(pem: string): number {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === "rsa" ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  } catch {
    return 0;
  }
}
