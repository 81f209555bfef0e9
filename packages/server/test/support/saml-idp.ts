import { createHash, randomBytes, sign as signBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { DOMParser } from "@xmldom/xmldom";
import { ExclusiveCanonicalization, SignedXml } from "xml-crypto";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { encryptXml, type SamlEncryption } from "./saml-encryption.ts";

const protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
const assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
const xmldsig = "http://www.w3.org/2000/09/xmldsig#";
const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const rsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
const minute = 60_000;

/** How something is signed; what is left out is as honest identity providers do it. */
export interface Signing {
  readonly key?: OwnCertificate;
  readonly signature?: string;
  readonly digest?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  readonly inclusive?: readonly string[];
}

/** What a response says. Everything but where it goes has a default that is right. */
export interface Answer {
  readonly audience: string;
  readonly acsUrl: string;
  readonly inResponseTo?: string | undefined;
  readonly now: number;
  readonly nameId?: string;
  readonly nameIdFormat?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly context?: string;
  readonly authnInstant?: number;
  readonly sessionIndex?: string;
  readonly sessionNotOnOrAfter?: number;
  readonly sign?: "assertion" | "response" | "both" | "nothing";
  readonly signing?: Signing;
  readonly encrypt?: SamlEncryption;
  /** The one thing to lie in: changes of the text before it is signed, and after. */
  readonly beforeSigning?: (xml: string) => string;
  readonly beforeSigningResponse?: (xml: string) => string;
  readonly afterSigning?: (xml: string) => string;
}

export interface SeenRequest {
  readonly id: string;
  readonly issuer: string;
  readonly acsUrl: string;
  readonly forceAuthn: boolean;
  readonly relayState: string | null;
  readonly xml: string;
}

export interface SamlIdp {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  readonly own: OwnCertificate;
  metadata(): string;
  /** The response as XML. */
  respond(answer: Answer): string;
  /** Reads the AuthnRequest out of the address a browser was sent to. */
  read(url: string): SeenRequest;
  /** Answers it: what the browser then posts, and where. */
  answer(
    url: string,
    more: Partial<Answer> & { readonly now: number },
  ): { acsUrl: string; fields: Record<string, string> };
  /** Reads our LogoutRequest out of the address a browser was sent to, and gives the address its answer comes by. */
  answerLogout(url: string, terms: { readonly to: string; readonly now: number }): string;
  /** The address of a signed LogoutRequest of this identity provider's, by redirect. */
  logoutUrl(
    to: string,
    terms: { readonly now: number; readonly nameId: string; readonly sessionIndex?: string },
  ): string;
}

export const makeId = (): string => `_${randomBytes(16).toString("hex")}`;
export const instant = (at: number): string => new Date(at).toISOString();
export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const optional = (name: string, value: string | undefined): string =>
  value === undefined ? "" : ` ${name}="${escape(value)}"`;

/** Replaces what must be there. */
export const change =
  (from: string | RegExp, to: string) =>
  (xml: string): string => {
    const changed = xml.replace(from, () => to);
    if (changed === xml) throw new Error(`Nothing to change: ${from}`);
    return changed;
  };

/** An identity provider that tells the truth unless it is asked to lie in one thing. It signs with xml-crypto, which shares nothing with our reader. */
export async function makeSamlIdp(
  entityId = "https://idp.example/saml",
  notAfter = Date.UTC(2040, 0, 1),
): Promise<SamlIdp> {
  const own = await makeSelfSigned(systemRandom, {
    commonName: "idp.example",
    notBefore: Date.UTC(2020, 0, 1),
    notAfter,
  });
  const ssoUrl = new URL("/sso", entityId).href;
  const sloUrl = new URL("/slo", entityId).href;
  const respond = (answer: Answer): string =>
    writeResponse(entityId, { ...answer, signing: { key: own, ...answer.signing } });
  return {
    entityId,
    ssoUrl,
    sloUrl,
    own,
    respond,
    read: readRequest,
    metadata: () => writeMetadata(entityId, own.certificatePem, { ssoUrl, sloUrl }),
    answer: (url, more) => {
      const { id, issuer, acsUrl, relayState } = readRequest(url);
      const xml = respond({ audience: issuer, acsUrl, inResponseTo: id, ...more });
      const SAMLResponse = Buffer.from(xml).toString("base64");
      return { acsUrl, fields: { SAMLResponse, ...(relayState === null ? {} : { RelayState: relayState }) } };
    },
    answerLogout: (url, { to, now }) =>
      signedQuery(to, own, logoutAnswer(url, entityId, to, now), { field: "SAMLResponse" }),
    logoutUrl: (to, { now, nameId, sessionIndex }) =>
      signedQuery(
        to,
        own,
        `<samlp:LogoutRequest xmlns:samlp="${protocol}" xmlns:saml="${assertion}" ID="${makeId()}" Version="2.0" IssueInstant="${instant(now)}" Destination="${escape(to)}"><saml:Issuer>${escape(entityId)}</saml:Issuer><saml:NameID>${escape(nameId)}</saml:NameID>${sessionIndex === undefined ? "" : `<samlp:SessionIndex>${escape(sessionIndex)}</samlp:SessionIndex>`}</samlp:LogoutRequest>`,
      ),
  };
}

function logoutAnswer(url: string, issuer: string, to: string, now: number): string {
  const { id } = readRequest(url);
  return `<samlp:LogoutResponse xmlns:samlp="${protocol}" xmlns:saml="${assertion}" ID="${makeId()}" Version="2.0" IssueInstant="${instant(now)}" Destination="${escape(to)}" InResponseTo="${id}"><saml:Issuer>${escape(issuer)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status></samlp:LogoutResponse>`;
}

/** HTTP-Redirect binding, as its specification has it. */
export function signedQuery(
  to: string,
  { privateKeyPem }: OwnCertificate,
  message: string,
  {
    algorithm = rsaSha256,
    field = "SAMLRequest",
    relayState,
  }: { algorithm?: string; field?: string; relayState?: string } = {},
): string {
  const packed = encodeURIComponent(deflateRawSync(message).toString("base64"));
  const state = relayState === undefined ? "" : `&RelayState=${encodeURIComponent(relayState)}`;
  const query = `${field}=${packed}${state}&SigAlg=${encodeURIComponent(algorithm)}`;
  const hash = algorithm === rsaSha256 ? "sha256" : "sha1";
  const signature = signBytes(hash, Buffer.from(query), privateKeyPem).toString("base64");
  return `${to}${to.includes("?") ? "&" : "?"}${query}&Signature=${encodeURIComponent(signature)}`;
}

function readRequest(url: string): SeenRequest {
  const { searchParams } = new URL(url);
  const xml = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement!;
  return {
    id: root.getAttribute("ID") ?? "",
    issuer: root.getElementsByTagNameNS(assertion, "Issuer")[0]?.textContent ?? "",
    acsUrl: root.getAttribute("AssertionConsumerServiceURL") ?? "",
    forceAuthn: root.getAttribute("ForceAuthn") === "true",
    relayState: searchParams.get("RelayState"),
    xml,
  };
}

function writeResponse(issuer: string, answer: Answer & { readonly signing: Signing }): string {
  const { sign = "assertion", signing, encrypt, inResponseTo, acsUrl, now } = answer;
  const keep = (xml: string): string => xml;
  const { beforeSigning = keep, beforeSigningResponse = keep, afterSigning = keep } = answer;
  const written = beforeSigning(writeAssertion(issuer, answer));
  const isSigned = sign === "assertion" || sign === "both";
  const inner = isSigned ? signElement(written, "Assertion", signing) : written;
  const carried = encrypt ? `<saml:EncryptedAssertion>${encryptXml(inner, encrypt)}</saml:EncryptedAssertion>` : inner;
  const response = beforeSigningResponse(
    `<samlp:Response xmlns:samlp="${protocol}" xmlns:saml="${assertion}" ID="${makeId()}" Version="2.0" IssueInstant="${instant(now)}" Destination="${escape(acsUrl)}"${optional("InResponseTo", inResponseTo)}>` +
      `<saml:Issuer>${escape(issuer)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status>${carried}</samlp:Response>`,
  );
  return afterSigning(sign === "response" || sign === "both" ? signElement(response, "Response", signing) : response);
}

function writeAssertion(issuer: string, answer: Answer): string {
  const { acsUrl, audience, inResponseTo, now, nameId = "person-1", sessionIndex = "session-1" } = answer;
  const { nameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" } = answer;
  const { context = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" } = answer;
  const { attributes = { email: ["ada@acme.example"] }, authnInstant = now - minute } = answer;
  const ends = answer.sessionNotOnOrAfter === undefined ? undefined : instant(answer.sessionNotOnOrAfter);
  const listed = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${escape(name)}">${values.map((value) => `<saml:AttributeValue xsi:type="xs:string">${escape(value)}</saml:AttributeValue>`).join("")}</saml:Attribute>`,
  );
  return (
    `<saml:Assertion xmlns:saml="${assertion}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="${makeId()}" Version="2.0" IssueInstant="${instant(now)}">` +
    `<saml:Issuer>${escape(issuer)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${nameIdFormat}">${escape(nameId)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${instant(now + 5 * minute)}" Recipient="${escape(acsUrl)}"${optional("InResponseTo", inResponseTo)}/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${instant(now - minute)}" NotOnOrAfter="${instant(now + 5 * minute)}"><saml:AudienceRestriction><saml:Audience>${escape(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${instant(authnInstant)}" SessionIndex="${escape(sessionIndex)}"${optional("SessionNotOnOrAfter", ends)}><saml:AuthnContext><saml:AuthnContextClassRef>${escape(context)}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
    (listed.length === 0 ? "" : `<saml:AttributeStatement>${listed.join("")}</saml:AttributeStatement>`) +
    `</saml:Assertion>`
  );
}

/** ECDSA and SHA-384, which xml-crypto leaves to whoever wants them. */
const extra = (name: string, hash: string) =>
  class {
    getAlgorithmName = (): string => name;
    getSignature = (signedInfo: unknown, key: unknown): string =>
      signBytes(hash, Buffer.from(String(signedInfo)), { key: key as string, dsaEncoding: "ieee-p1363" }).toString(
        "base64",
      );
    verifySignature = (): boolean => false;
  };

/** Signs the element of this name, its signature behind the issuer, as SAML's schema wants it. */
export function signElement(xml: string, local: string, signing: Signing): string {
  const { key, signature = rsaSha256, digest = sha256, canonicalization = exclusive, inclusive = [] } = signing;
  if (inclusive.length > 0) return signByHand(xml, local, key!, inclusive);
  const transforms = [...(signing.transforms ?? [`${xmldsig}enveloped-signature`, exclusive])];
  const signer = new SignedXml({
    privateKey: key!.privateKeyPem,
    publicCert: key!.certificatePem,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: canonicalization,
  });
  const hash = /sha(?:256|384|512)$/.exec(signature)?.[0];
  if (hash && !(signature in signer.SignatureAlgorithms))
    signer.SignatureAlgorithms[signature as never] = extra(signature, hash);
  const xpath = `(//*[local-name(.)='${local}'])[1]`;
  signer.addReference({
    xpath,
    transforms,
    digestAlgorithm: digest,
  });
  const issuer = `${xpath}/*[local-name(.)='Issuer']`;
  const hasIssuer = new RegExp(`<\\w+:${local} [^>]*><\\w+:Issuer`).test(xml);
  const location = hasIssuer
    ? { reference: issuer, action: "after" as const }
    : { reference: xpath, action: "prepend" as const };
  signer.computeSignature(xml, { prefix: "ds", location });
  return signer.getSignedXml();
}

// xml-crypto lists prefixes in every transform, which no schema allows: here its canonical form, and the rest by hand.
function signByHand(
  xml: string,
  local: string,
  { privateKeyPem }: OwnCertificate,
  inclusive: readonly string[],
): string {
  const element = [...new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName("*")].find(
    (each) => each.localName === local,
  )!;
  const prefixes = inclusive.filter((prefix) => prefix !== "#default");
  const canonical = new ExclusiveCanonicalization().process(element, {
    inclusiveNamespacesPrefixList: prefixes,
  });
  const value = createHash("sha256").update(canonical).digest("base64");
  const exclusively = (name: string): string =>
    `<ds:${name} Algorithm="${exclusive}"><ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="${inclusive.join(" ")}"></ec:InclusiveNamespaces></ds:${name}>`;
  const named = (name: string, algorithm: string): string => `<ds:${name} Algorithm="${algorithm}"></ds:${name}>`;
  const signedInfo =
    `<ds:SignedInfo xmlns:ds="${xmldsig}">${named("CanonicalizationMethod", exclusive)}${named("SignatureMethod", rsaSha256)}` +
    `<ds:Reference URI="#${element.getAttribute("ID")}"><ds:Transforms>${named("Transform", `${xmldsig}enveloped-signature`)}${exclusively("Transform")}</ds:Transforms>` +
    `${named("DigestMethod", sha256)}<ds:DigestValue>${value}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const signature = signBytes("sha256", Buffer.from(signedInfo), privateKeyPem).toString("base64");
  const at = xml.indexOf("</saml:Issuer>", xml.indexOf(`:${local} `)) + "</saml:Issuer>".length;
  return `${xml.slice(0, at)}<ds:Signature xmlns:ds="${xmldsig}">${signedInfo}<ds:SignatureValue>${signature}</ds:SignatureValue></ds:Signature>${xml.slice(at)}`;
}

function writeMetadata(entityId: string, pem: string, { ssoUrl, sloUrl }: { ssoUrl: string; sloUrl: string }): string {
  const certificate = pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");
  const redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escape(entityId)}">
  <md:IDPSSODescriptor protocolSupportEnumeration="${protocol}">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${xmldsig}"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleLogoutService Binding="${redirect}" Location="${escape(sloUrl)}"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="${redirect}" Location="${escape(ssoUrl)}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}
