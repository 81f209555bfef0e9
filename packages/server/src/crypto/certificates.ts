import { type KeyObject, X509Certificate } from "node:crypto";

/** Who may have signed: the key in an X.509 certificate, and when that one ends. */
export interface Certificate {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly fingerprint: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly pem: string;
  readonly key: VerifyingKey;
}

export interface VerifyingKey {
  readonly kind: "rsa" | "ec";
  readonly object: KeyObject;
}

const mostCharacters = 16 * 1024;
const curves = new Set(["prime256v1", "secp384r1", "secp521r1"]);

/**
 * Reads one certificate, in PEM or as bare base64, white space anywhere. Undefined for anything else, and for keys that nobody should sign with:
 * RSA below 2048 bits or above 8192, curves but those of NIST.
 */
export function readCertificate(text: string): Certificate | undefined {
  const der = text.length > mostCharacters ? undefined : readDer(text);
  if (!der) return undefined;
  try {
    const certificate = new X509Certificate(der);
    const key = verifyingKeyOf(certificate.publicKey);
    if (!key) return undefined;
    return {
      fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
      notBefore: Date.parse(certificate.validFrom),
      notAfter: Date.parse(certificate.validTo),
      // With its line breaks and nothing around it, whatever came.
      pem: certificate.toString(),
      key,
    };
  } catch {
    return undefined;
  }
}

const [begin, end] = ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"];

// Without a pattern: looking for one among dashes costs more than the text is long.
function insideOf(text: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  return from < 0 || to < 0 ? text : text.slice(from + begin.length, to);
}

function readDer(text: string): Buffer | undefined {
  const packed = insideOf(text).replaceAll(/\s/g, "");
  const der = Buffer.from(packed, "base64");
  return packed !== "" && der.toString("base64") === packed ? der : undefined;
}

function verifyingKeyOf(object: KeyObject): VerifyingKey | undefined {
  const { modulusLength = 0, namedCurve = "" } = object.asymmetricKeyDetails ?? {};
  if (object.asymmetricKeyType === "rsa")
    return modulusLength >= 2048 && modulusLength <= 8192 ? { kind: "rsa", object } : undefined;
  return object.asymmetricKeyType === "ec" && curves.has(namedCurve) ? { kind: "ec", object } : undefined;
}
