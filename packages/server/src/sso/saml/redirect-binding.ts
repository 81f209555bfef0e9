import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Certificate } from "../../crypto/certificates.ts";
import { signRsaSha256, verifySignature } from "../../crypto/signatures.ts";
import { rsaSha256, signatureSchemes } from "./algorithms.ts";
import { bytesOf, rootOf } from "./form.ts";
import { refuseAs } from "./refused.ts";
import { messageLimits } from "./xml/read-xml.ts";
import type { XmlElement } from "./xml/tree.ts";

export type MessageField = "SAMLRequest" | "SAMLResponse";

export interface Outgoing {
  readonly field: MessageField;
  readonly message: string;
  readonly relayState?: string;
  readonly privateKeyPem: string;
}

/** The address a browser is sent to with a message, signed in its query (SAML bindings 3.4.4.1). */
export function redirectUrl(to: string, { field, message, relayState, privateKeyPem }: Outgoing): string {
  const parts = [
    [field, deflateRawSync(message).toString("base64")],
    ...(relayState === undefined ? [] : [["RelayState", relayState]]),
  ];
  const signed = [...parts, ["SigAlg", rsaSha256]]
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
    .join("&");
  const signature = Buffer.from(signRsaSha256(privateKeyPem, Buffer.from(signed))).toString("base64");
  return `${to}${to.includes("?") ? "&" : "?"}${signed}&Signature=${encodeURIComponent(signature)}`;
}

export interface Received {
  readonly field: MessageField;
  readonly root: XmlElement;
  readonly relayState: string | null;
  readonly by: Certificate;
}

const names = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature"];
const mostCharacters = 64 * 1024;

/** Reads a signed message out of a query as it was sent: its signature is over these very characters, not over what they stand for. */
export function readRedirect(query: string, certificates: readonly Certificate[]): Received {
  if (query.length > mostCharacters) refuseAs("document", "64 KiB at most", "more");
  const raw = rawParameters(query.startsWith("?") ? query.slice(1) : query);
  const field = raw.has("SAMLRequest") ? "SAMLRequest" : "SAMLResponse";
  if (raw.has("SAMLRequest") === raw.has("SAMLResponse"))
    refuseAs("document", "one SAMLRequest or SAMLResponse", undefined);
  const root = rootOf(inflated(bytesOf(decoded(raw.get(field)!))));
  const { signature, algorithm } = { signature: raw.get("Signature"), algorithm: raw.get("SigAlg") };
  if (signature === undefined || algorithm === undefined) return refuseAs("signed", "a signed message", "no signature");
  const name = decoded(algorithm);
  const scheme = signatureSchemes.get(name) ?? refuseAs("signature-algorithm", "SHA-256, SHA-384 or SHA-512", name);
  const signed = [field, "RelayState", "SigAlg"]
    .filter((each) => raw.has(each))
    .map((each) => `${each}=${raw.get(each)}`)
    .join("&");
  const value = bytesOf(decoded(signature));
  const by = certificates.find(({ key }) => verifySignature(scheme, key, signed, value));
  if (!by) return refuseAs("signature", "a key of this connection", "another key, or a changed message");
  const relayState = raw.get("RelayState");
  return { field, root, relayState: relayState === undefined ? null : decoded(relayState), by };
}

/** Values as they were written. One given twice would be signed once and read once, and who knows which. */
function rawParameters(query: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of query.split("&")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    if (name === "SAMLEncoding") refuseAs("document", "DEFLATE", name);
    if (!names.includes(name)) continue;
    if (found.has(name)) refuseAs("document", `one ${name}`, "several");
    found.set(name, at < 0 ? "" : pair.slice(at + 1));
  }
  return found;
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll("+", " "));
  } catch {
    return refuseAs("document", "a readable query", "one that is not");
  }
}

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: messageLimits.bytes });
  } catch {
    return refuseAs("document", "a message packed with DEFLATE, of 256 KiB at most", "something else");
  }
}
