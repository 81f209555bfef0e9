import { type CipherGCM, constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from "node:crypto";

const xenc = "http://www.w3.org/2001/04/xmlenc#";
const xenc11 = "http://www.w3.org/2009/xmlenc11#";
const xmldsig = "http://www.w3.org/2000/09/xmldsig#";

export interface SamlEncryption {
  readonly certificatePem: string;
  readonly cipher?: "aes128-gcm" | "aes256-gcm" | "aes128-cbc" | "aes256-cbc" | "tripledes-cbc";
  readonly transport?: "oaep" | "oaep-sha256" | "rsa-1_5";
  /** Changes of the ciphertext and of the words around it. */
  readonly spoil?: (bytes: Buffer) => Buffer;
  readonly isKeyBeside?: boolean;
}

/** XML Encryption of an element, written by hand. */
export function encryptXml(xml: string, encryption: SamlEncryption): string {
  const {
    certificatePem,
    cipher = "aes256-gcm",
    transport = "oaep",
    spoil = (bytes) => bytes,
    isKeyBeside,
  } = encryption;
  const isGcm = cipher.endsWith("gcm");
  const key = randomBytes(cipher.startsWith("aes128") ? 16 : cipher.startsWith("aes") ? 32 : 24);
  const iv = randomBytes(isGcm ? 12 : cipher.startsWith("aes") ? 16 : 8);
  const name = cipher === "tripledes-cbc" ? "des-ede3-cbc" : `aes-${key.length * 8}-${isGcm ? "gcm" : "cbc"}`;
  // PKCS #7's padding is one that XML Encryption takes.
  const sealer = createCipheriv(name, key, iv) as CipherGCM;
  const sealed = Buffer.concat([iv, sealer.update(xml), sealer.final(), ...(isGcm ? [sealer.getAuthTag()] : [])]);
  const encryptedKey = `<xenc:EncryptedKey xmlns:xenc="${xenc}">${methodOf(transport)}<xenc:CipherData><xenc:CipherValue>${wrap(certificatePem, transport, key)}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`;
  return (
    `<xenc:EncryptedData xmlns:xenc="${xenc}" Type="${xenc}Element"><xenc:EncryptionMethod Algorithm="${isGcm ? xenc11 : xenc}${cipher}"/>` +
    `<ds:KeyInfo xmlns:ds="${xmldsig}">${isKeyBeside ? "" : encryptedKey}</ds:KeyInfo>` +
    `<xenc:CipherData><xenc:CipherValue>${spoil(sealed).toString("base64")}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>${isKeyBeside ? encryptedKey : ""}`
  );
}

function methodOf(transport: SamlEncryption["transport"]): string {
  if (transport === "rsa-1_5") return `<xenc:EncryptionMethod Algorithm="${xenc}rsa-1_5"/>`;
  if (transport === "oaep")
    return `<xenc:EncryptionMethod Algorithm="${xenc}rsa-oaep-mgf1p"><ds:DigestMethod xmlns:ds="${xmldsig}" Algorithm="${xmldsig}sha1"/></xenc:EncryptionMethod>`;
  return `<xenc:EncryptionMethod Algorithm="${xenc11}rsa-oaep"><ds:DigestMethod xmlns:ds="${xmldsig}" Algorithm="${xenc}sha256"/><xenc11:MGF xmlns:xenc11="${xenc11}" Algorithm="${xenc11}mgf1sha256"/></xenc:EncryptionMethod>`;
}

function wrap(certificatePem: string, transport: SamlEncryption["transport"], key: Buffer): string {
  const padding = transport === "rsa-1_5" ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
  const oaepHash = transport === "oaep-sha256" ? "sha256" : "sha1";
  return publicEncrypt({ key: new X509Certificate(certificatePem).publicKey, padding, oaepHash }, key).toString(
    "base64",
  );
}
