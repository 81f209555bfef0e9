import type { Certificate } from "../../crypto/certificates.ts";
import { equalBytes } from "../../crypto/hash.ts";
import { digestOf, type HashName, type SignatureScheme, verifySignature } from "../../crypto/signatures.ts";
import { digests, enveloped, exclusive, signatureSchemes } from "./algorithms.ts";
import { bytesOf, neededAttribute, plainText, rootOf } from "./form.ts";
import { ds, namespaces } from "./names.ts";
import { refuseAs } from "./refused.ts";
import { canonicalize } from "./xml/canonical.ts";
import { attributeOf, childrenNamed, elementsOf, isNamed, type XmlElement } from "./xml/tree.ts";

export interface Signed {
  /** The signed element as it was signed: read anew from the bytes under the signature, which itself is left out. */
  readonly element: XmlElement;
  readonly by: Certificate;
}

const mostPrefixes = 32;

interface SignatureParts {
  readonly scheme: SignatureScheme;
  readonly digest: HashName;
  readonly digestValue: Uint8Array;
  readonly value: Uint8Array;
  readonly signedInfo: string;
  readonly inclusive: readonly string[];
}

/**
 * Checks the signature directly inside an element, which must sign that element and nothing else. Undefined where there is none.
 * Keys come from these certificates only: what the signature says of its own key is not looked at.
 */
export function checkSignature(element: XmlElement, certificates: readonly Certificate[]): Signed | undefined {
  const [signature, second] = childrenNamed(element, ds("Signature"));
  if (!signature) return undefined;
  if (second) refuseAs("signature-place", "one signature", "several");
  const parts = readSignature(signature, element);
  const by = certificates.find(({ key }) => verifySignature(parts.scheme, key, parts.signedInfo, parts.value));
  if (!by) return refuseAs("signature", `a key of ${fingerprints(certificates)}`, "another key");
  const canonical = canonicalize(element, { inclusive: parts.inclusive, without: signature });
  if (!equalBytes(digestOf(parts.digest, canonical), parts.digestValue))
    refuseAs("signature", "an element as it was signed", "one that was changed afterwards");
  return { element: rootOf(Buffer.from(canonical)), by };
}

const fingerprints = (certificates: readonly Certificate[]): string =>
  certificates.map(({ fingerprint }) => fingerprint.slice(0, 16)).join(" · ") || "no certificate";

function readSignature(signature: XmlElement, signed: XmlElement): SignatureParts {
  const [signedInfo, value] = exactly(signature, ["SignedInfo", "SignatureValue"], "KeyInfo");
  const [method, signing, reference] = exactly(signedInfo!, ["CanonicalizationMethod", "SignatureMethod", "Reference"]);
  const [transforms, digesting, digestValue] = exactly(reference!, ["Transforms", "DigestMethod", "DigestValue"]);
  const uri = `#${neededAttribute(signed, "ID")}`;
  const seen = attributeOf(reference!, "URI");
  if (uri === "#" || seen !== uri) refuseAs("signature-place", uri, seen);
  return {
    scheme: algorithm(signing!, signatureSchemes),
    digest: algorithm(digesting!, digests),
    digestValue: bytesOf(plainText(digestValue!)),
    value: bytesOf(plainText(value!)),
    signedInfo: canonicalize(signedInfo!, { inclusive: readExclusive(method!) }),
    inclusive: readTransforms(transforms!),
  };
}

/** The children, which must be these and no others, in this order. */
function exactly(element: XmlElement, locals: readonly string[], optional?: string): readonly XmlElement[] {
  const children = elementsOf(element);
  const wanted = children.length > locals.length && optional !== undefined ? [...locals, optional] : locals;
  const isSo = children.length === wanted.length && children.every((child, at) => isNamed(child, ds(wanted[at]!)));
  if (isSo) return children;
  return refuseAs("signature-place", wanted.join(", "), children.map(({ local }) => local).join(", "));
}

function algorithm<Known>(element: XmlElement, known: ReadonlyMap<string, Known>): Known {
  const name = attributeOf(element, "Algorithm");
  const found = known.get(name ?? "");
  if (found !== undefined && elementsOf(element).length === 0) return found;
  return refuseAs("signature-algorithm", "SHA-256, SHA-384 or SHA-512", name);
}

function readTransforms(transforms: XmlElement): readonly string[] {
  const [first, second] = exactly(transforms, ["Transform", "Transform"]);
  const name = attributeOf(first!, "Algorithm");
  if (name !== enveloped || elementsOf(first!).length > 0) refuseAs("signature-algorithm", enveloped, name);
  return readExclusive(second!);
}

/** Exclusive canonical XML, with the prefixes it is to treat as the inclusive one would. */
function readExclusive(method: XmlElement): readonly string[] {
  const name = attributeOf(method, "Algorithm");
  if (name !== exclusive) refuseAs("signature-algorithm", exclusive, name);
  const [list, second] = elementsOf(method);
  if (!list) return [];
  if (second || !isNamed(list, { namespace: namespaces.exclusive, local: "InclusiveNamespaces" }))
    refuseAs("signature-algorithm", "one InclusiveNamespaces", list.local);
  const prefixes = neededAttribute(list, "PrefixList").split(" ").filter(Boolean);
  // Each is looked for on every element.
  if (prefixes.length > mostPrefixes) refuseAs("signature-algorithm", `${mostPrefixes} prefixes at most`, "more");
  return prefixes.map((prefix) => (prefix === "#default" ? "" : prefix));
}
