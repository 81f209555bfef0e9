import { type Certificate, readCertificate } from "../../crypto/certificates.ts";
import { anyXml, given, instantOf, neededAttribute, plainText, rootOf } from "./form.ts";
import { bindings, ds, md, namespaces } from "./names.ts";
import { Refused } from "./refused.ts";
import { attributeOf, childrenNamed, elementsOf, everyElement, isNamed, type XmlElement } from "./xml/tree.ts";
import { metadataLimits } from "./xml/read-xml.ts";

export interface SamlEndpoint {
  readonly url: string;
  /** Where answers go instead, of a sign-out. */
  readonly responseUrl?: string;
}

/** An identity provider as its metadata describes it. */
export interface IdpMetadata {
  readonly entityId: string;
  /** Whose keys may sign. */
  readonly certificates: readonly Certificate[];
  /** How many more are named that nobody should sign with, or that are no certificates. */
  readonly unusableCertificates: number;
  readonly signOn: { readonly redirect?: SamlEndpoint; readonly post?: SamlEndpoint };
  readonly logout: { readonly redirect?: SamlEndpoint; readonly post?: SamlEndpoint };
  readonly nameIdFormats: readonly string[];
  readonly wantsSignedRequests: boolean;
  readonly validUntil: number | null;
}

/** Why metadata is not taken, in words an admin can act on. */
export type MetadataFault =
  | { readonly reason: "unreadable"; readonly seen: string }
  | { readonly reason: "no-identity-provider" | "several-identity-providers" | "no-certificate" | "no-sign-on-address" }
  | { readonly reason: "expired"; readonly validUntil: number };

export type MetadataRead = { readonly metadata: IdpMetadata } | { readonly fault: MetadataFault };

const mostCertificates = 16;

/**
 * Reads the metadata of one identity provider, alone or the only one in a list. Its signature is not looked at: it is believed because of where it came from.
 */
export function readIdpMetadata(bytes: Uint8Array, now: number): MetadataRead {
  try {
    return read(rootOf(bytes, metadataLimits), now);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { expected, seen } = error.check;
    // Of what is no document at all, that is all there is to say.
    const where = expected === anyXml ? "" : `, where ${expected} was expected`;
    return { fault: { reason: "unreadable", seen: `${seen}${where}` } };
  }
}

function read(root: XmlElement, now: number): MetadataRead {
  const found = findProviders(root, []);
  const [provider, second] = found;
  if (!provider) return { fault: { reason: "no-identity-provider" } };
  if (second) return { fault: { reason: "several-identity-providers" } };
  const metadata = describe(provider);
  const { validUntil, certificates, signOn } = metadata;
  if (validUntil !== null && validUntil <= now) return { fault: { reason: "expired", validUntil } };
  if (certificates.length === 0) return { fault: { reason: "no-certificate" } };
  if (!signOn.redirect && !signOn.post) return { fault: { reason: "no-sign-on-address" } };
  return { metadata };
}

interface Provider {
  readonly entity: XmlElement;
  readonly role: XmlElement;
  /** Lists around it, whose end is its end. */
  readonly around: readonly XmlElement[];
}

function findProviders(element: XmlElement, around: readonly XmlElement[]): readonly Provider[] {
  if (isNamed(element, md("EntitiesDescriptor")))
    return elementsOf(element).flatMap((child) => findProviders(child, [...around, element]));
  if (!isNamed(element, md("EntityDescriptor"))) return [];
  const speaks = (role: XmlElement): boolean =>
    (attributeOf(role, "protocolSupportEnumeration") ?? "").split(" ").includes(namespaces.protocol);
  const roles = childrenNamed(element, md("IDPSSODescriptor")).filter(speaks);
  return roles.map((role) => ({ entity: element, role, around }));
}

function describe({ entity, role, around }: Provider): IdpMetadata {
  const ends = [...around, entity, role].map((each) => instantOf(each, "validUntil")).filter((at) => at !== undefined);
  const written = childrenNamed(role, md("KeyDescriptor")).filter(isForSigning).flatMap(certificatesIn);
  const read = written.slice(0, mostCertificates).map((each) => readCertificate(plainText(each)));
  const certificates = new Map(read.flatMap((each) => (each ? [[each.fingerprint, each]] : [])));
  return {
    entityId: neededAttribute(entity, "entityID"),
    certificates: [...certificates.values()],
    unusableCertificates: written.length - read.filter(Boolean).length,
    signOn: endpointsOf(role, "SingleSignOnService"),
    logout: endpointsOf(role, "SingleLogoutService"),
    nameIdFormats: childrenNamed(role, md("NameIDFormat")).map(plainText),
    wantsSignedRequests: ["true", "1"].includes(attributeOf(role, "WantAuthnRequestsSigned") ?? ""),
    validUntil: ends.length === 0 ? null : Math.min(...ends),
  };
}

const isForSigning = (key: XmlElement): boolean => (attributeOf(key, "use") ?? "signing") === "signing";

const certificatesIn = (key: XmlElement): readonly XmlElement[] =>
  [...everyElement(key)].filter((each) => isNamed(each, ds("X509Certificate")));

function endpointsOf(role: XmlElement, local: string): IdpMetadata["signOn"] {
  const found = childrenNamed(role, md(local));
  const by = (binding: string): SamlEndpoint | undefined =>
    found
      .filter((each) => attributeOf(each, "Binding") === binding)
      .map(endpointOf)
      .find((each) => each !== undefined);
  return { ...given("redirect", by(bindings.redirect)), ...given("post", by(bindings.post)) };
}

// A browser is sent there: what is no web address is passed over.
function endpointOf(element: XmlElement): SamlEndpoint | undefined {
  const [url, responseUrl] = ["Location", "ResponseLocation"].map((name) => attributeOf(element, name));
  if (url === undefined || !isWebAddress(url)) return undefined;
  return {
    url,
    ...given("responseUrl", responseUrl !== undefined && isWebAddress(responseUrl) ? responseUrl : undefined),
  };
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (url?.protocol === "https:" || url?.protocol === "http:") && url.username === "" && url.password === "";
}
