import type { Configuration, OidcConfiguration, SamlConfiguration } from "../../policies/connections.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { decideAddressFaults, decideOidcFaults } from "../../rules/sso/configuration.ts";
import type { Services } from "../../services.ts";
import { type MetadataFault, readIdpMetadata } from "../saml/read-metadata.ts";
import { readCertificate } from "../../crypto/certificates.ts";
import { fetchMetadata } from "./fetch-metadata.ts";

/** What an admin gives of an OpenID Provider. */
export interface GivenOidc {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes?: readonly string[] | undefined;
}

/** What an admin gives of a SAML identity provider: where its metadata is, the metadata, or its parts. */
export interface GivenSaml {
  readonly kind: "saml";
  readonly metadata:
    | { readonly url: string }
    | { readonly xml: string }
    | { readonly entityId: string; readonly ssoUrl: string; readonly certificates: readonly string[] };
}

export type Given = GivenOidc | GivenSaml;

/** A configuration made of what was given, with the secret it came with. */
export interface ReadyConfiguration {
  readonly configuration: Configuration;
  readonly clientSecret: string | null;
}

type Unreadable = Refusal<"invalid-request">;

export const usualScopes = ["openid", "email", "profile"];

/** Reads what was given; asks where the metadata is for it. Outside any transaction. */
export async function readyConfiguration(services: Services, given: Given): Promise<ReadyConfiguration | Unreadable> {
  if (given.kind === "saml") {
    const configuration = await readSaml(services, given.metadata);
    return isRefusal(configuration) ? configuration : { configuration, clientSecret: null };
  }
  const { issuer, clientId, clientSecret } = given;
  const configuration: OidcConfiguration = {
    ...{ kind: "oidc", issuer, clientId },
    scopes: [...new Set(["openid", ...(given.scopes ?? usualScopes)])],
  };
  const faults = decideOidcFaults(configuration, services.config.allowedNetworks.length > 0);
  return faults.length > 0 ? refuse("invalid-request", { errors: faults }) : { configuration, clientSecret };
}

async function readSaml(
  services: Services,
  metadata: GivenSaml["metadata"],
): Promise<SamlConfiguration | Unreadable> {
  const allowsHttp = services.config.allowedNetworks.length > 0;
  const refuseAddress = (pointer: string, ...urls: (string | null)[]): Unreadable | undefined => {
    const errors = decideAddressFaults({ pointer, urls }, allowsHttp);
    return errors.length > 0 ? refuse("invalid-request", { errors }) : undefined;
  };
  if ("entityId" in metadata) return refuseAddress("#/metadata/ssoUrl", metadata.ssoUrl) ?? ofParts(metadata);
  const url = "url" in metadata ? metadata.url : null;
  const refused = refuseAddress("#/metadata/url", url);
  if (refused) return refused;
  const text = "url" in metadata ? await fetchMetadata(services, metadata.url) : metadata.xml;
  const pointer = "url" in metadata ? "#/metadata/url" : "#/metadata/xml";
  if (typeof text !== "string") return refuse("invalid-request", { errors: [{ pointer, detail: text.refusedBecause }] });
  const read = toSamlConfiguration(text, { pointer, url, now: services.now() });
  if (isRefusal(read)) return read;
  return refuseAddress(pointer, read.ssoUrl, read.sloUrl, read.sloResponseUrl) ?? read;
}

/** A configuration of a provider's metadata, or what is wrong with it. */
export function toSamlConfiguration(
  xml: string,
  { pointer, url, now }: { readonly pointer: string; readonly url: string | null; readonly now: number },
): SamlConfiguration | Unreadable {
  const read = readIdpMetadata(Buffer.from(xml), now);
  const unfit = (detail: string): Unreadable => refuse("invalid-request", { errors: [{ pointer, detail }] });
  if ("fault" in read) return unfit(describeFault(read.fault));
  const { entityId, signOn, logout, certificates } = read.metadata;
  if (!signOn.redirect) return unfit(noRedirect);
  return {
    ...{ kind: "saml", entityId, metadataUrl: url, certificates: certificates.map(({ pem }) => pem) },
    ssoUrl: signOn.redirect.url,
    sloUrl: logout.redirect?.url ?? null,
    sloResponseUrl: logout.redirect?.responseUrl ?? null,
  };
}

const noRedirect =
  "This provider takes requests only by form (HTTP-POST). Let it offer an address for HTTP-Redirect, which nearly every provider has.";

function describeFault(fault: MetadataFault): string {
  if (fault.reason === "unreadable") return `This is not the metadata of a SAML 2.0 identity provider: ${fault.seen}.`;
  if (fault.reason === "expired") return `This metadata ended at ${new Date(fault.validUntil).toISOString()}. Take a new copy.`;
  return {
    "no-identity-provider": "This metadata describes no SAML 2.0 identity provider. Is it the metadata of an app?",
    "several-identity-providers": "This metadata describes several identity providers. Give that of yours alone.",
    "no-certificate": "This metadata names no certificate that answers may be signed with.",
    "no-sign-on-address": "This metadata does not say where to sign in.",
  }[fault.reason];
}

const unreadableCertificate =
  "This is no certificate with an RSA key of 2048 bits or more, or an elliptic curve of NIST. Paste it as PEM.";

function ofParts(parts: Extract<GivenSaml["metadata"], { entityId: string }>): SamlConfiguration | Unreadable {
  const certificates: string[] = [];
  for (const [place, pem] of parts.certificates.entries()) {
    const certificate = readCertificate(pem);
    if (!certificate)
      return refuse("invalid-request", {
        errors: [{ pointer: `#/metadata/certificates/${place}`, detail: unreadableCertificate }],
      });
    certificates.push(certificate.pem);
  }
  const { entityId, ssoUrl } = parts;
  return {
    ...{ kind: "saml", entityId, ssoUrl, certificates: [...new Set(certificates)] },
    ...{ sloUrl: null, sloResponseUrl: null, metadataUrl: null },
  };
}
