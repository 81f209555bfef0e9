import type { Random } from "../../crypto/random.ts";
import type { SamlNameId } from "../../rules/sso/saml-facts.ts";
import { bindings, namespaces, success } from "./names.ts";
import { attribute, type Xml, xml } from "./xml/write-xml.ts";

/** What every message of ours says of itself. */
export interface MessageHead {
  readonly id: string;
  readonly at: number;
  /** Our entity ID. */
  readonly issuer: string;
  /** Where it goes. */
  readonly destination: string;
}

/** An ID of 128 random bits; XML lets none begin with a digit. */
export function makeMessageId(random: Random): string {
  return `_${Buffer.from(random(16)).toString("hex")}`;
}

function head({ id, at, destination }: MessageHead): Xml {
  return xml`xmlns:samlp="${namespaces.protocol}" xmlns:saml="${namespaces.assertion}" ID="${id}" Version="2.0" IssueInstant="${new Date(at).toISOString()}" Destination="${destination}"`;
}

const issuer = (message: MessageHead): Xml => xml`<saml:Issuer>${message.issuer}</saml:Issuer>`;

export interface AuthnRequest extends MessageHead {
  readonly acsUrl: string;
  /** The person must sign in anew, whatever session there is. */
  readonly forceAuthn?: boolean;
  /** Ways to sign in that are asked for; without them the identity provider chooses, which locks nobody out. */
  readonly contexts?: readonly string[];
  /** Asks for names of this sort; without it the identity provider sends what was set up there. */
  readonly nameIdFormat?: string;
}

export function writeAuthnRequest(request: AuthnRequest): string {
  const { acsUrl, forceAuthn, contexts = [], nameIdFormat } = request;
  const policy = nameIdFormat === undefined ? undefined : xml`<samlp:NameIDPolicy Format="${nameIdFormat}"/>`;
  const classes = contexts.map((each) => xml`<saml:AuthnContextClassRef>${each}</saml:AuthnContextClassRef>`);
  const asked =
    classes.length === 0
      ? undefined
      : xml`<samlp:RequestedAuthnContext Comparison="exact">${classes}</samlp:RequestedAuthnContext>`;
  const { text } =
    xml`<samlp:AuthnRequest ${head(request)}${attribute("ForceAuthn", forceAuthn ? "true" : undefined)} ProtocolBinding="${bindings.post}" AssertionConsumerServiceURL="${acsUrl}">${issuer(request)}${policy}${asked}</samlp:AuthnRequest>`;
  return text;
}

export interface LogoutRequest extends MessageHead {
  readonly nameId: SamlNameId;
  readonly sessionIndexes: readonly string[];
  readonly notOnOrAfter: number;
}

export function writeLogoutRequest(request: LogoutRequest): string {
  const { nameId, sessionIndexes, notOnOrAfter } = request;
  const qualifiers = [
    attribute("NameQualifier", nameId.nameQualifier),
    attribute("SPNameQualifier", nameId.spNameQualifier),
    attribute("Format", nameId.format),
  ];
  const indexes = sessionIndexes.map((each) => xml`<samlp:SessionIndex>${each}</samlp:SessionIndex>`);
  const { text } =
    xml`<samlp:LogoutRequest ${head(request)} NotOnOrAfter="${new Date(notOnOrAfter).toISOString()}">${issuer(request)}<saml:NameID${qualifiers}>${nameId.value}</saml:NameID>${indexes}</samlp:LogoutRequest>`;
  return text;
}

export interface LogoutResponse extends MessageHead {
  readonly inResponseTo: string;
  /** Some of the sessions could not be ended, or the request named none. */
  readonly isPartial?: boolean;
}

export function writeLogoutResponse(response: LogoutResponse): string {
  const inner = response.isPartial ? xml`<samlp:StatusCode Value="${partial}"/>` : undefined;
  const { text } =
    xml`<samlp:LogoutResponse ${head(response)} InResponseTo="${response.inResponseTo}">${issuer(response)}<samlp:Status><samlp:StatusCode Value="${success}">${inner}</samlp:StatusCode></samlp:Status></samlp:LogoutResponse>`;
  return text;
}

const partial = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";
