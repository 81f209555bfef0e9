import { readCertificate } from "../../crypto/certificates.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Connection, SamlConfiguration } from "../../policies/connections.ts";
import { decideCountedFactors } from "../../rules/sso/counted-factors.ts";
import { decideSamlAmr } from "../../rules/sso/factors.ts";
import { judgeSamlResponse } from "../../rules/sso/judge-saml-response.ts";
import type { AcceptedSaml } from "../../rules/sso/saml-expected.ts";
import { samlSubjectKey } from "../../rules/sso/saml-subject-key.ts";
import type { Check, Vouched } from "../../vocabulary/sso.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { toAttributes } from "../attributes.ts";
import { noteCertificatesUsed } from "../connections/certificates.ts";
import { listOwnKeys } from "../connections/own-keys.ts";
import type { Asked } from "../flow/begin.ts";
import type { Judged } from "../flow/judged.ts";
import { rememberSeen } from "../flow/requests.sql.ts";
import { readSamlResponse, type SamlRead } from "../saml/read-response.ts";
import { readAgain } from "./read-again.ts";

/** What a response must be an answer to; null for one that a provider sends unasked. */
export type SamlQuestion = { readonly id: string; readonly at: number; readonly forceAuthn: boolean } | null;

/** Judges a SAML response, all of it; what is accepted counts once at this connection. */
export async function judgeSaml(
  services: Services,
  asked: Asked,
  { field, request }: { readonly field: string; readonly request: SamlQuestion },
): Promise<Judged> {
  const { connection, configuration } = asked;
  if (configuration.kind !== "saml") throw new Error("A connection of OpenID Connect got an answer of SAML.");
  const { config, now } = services;
  const said = await readSaid(services, asked, configuration, field);
  if ("refused" in said) return { checks: [said.refused], vouched: null };
  const ours = connectionUrl(config, connection.id, "metadata");
  const judgement = judgeSamlResponse(said.facts, {
    issuer: configuration.entityId,
    audience: ours,
    acsUrl: connectionUrl(config, connection.id, "acs"),
    request,
    now: now(),
  });
  const checks = [...said.checks, ...judgement.checks];
  const { accepted } = judgement;
  if (!accepted) return { checks, vouched: null };
  const isFirst = await rememberAccepted(services, connection.id, accepted, said.facts.signedBy);
  if (!isFirst) return { checks: [...checks, usedBefore], vouched: null };
  return { checks, vouched: samlVouched(connection, configuration, accepted, { ours, now: now(), request }) };
}

// A signature by a key that is not known may be one by the provider's new key.
async function readSaid(
  services: Services,
  asked: Asked,
  configuration: SamlConfiguration,
  field: string,
): Promise<SamlRead> {
  const { id, allowsCbc } = asked.connection;
  const keys = (await listOwnKeys(services, services.read, id)).map(({ privateKeyPem }) => privateKeyPem);
  const readBy = ({ certificates }: SamlConfiguration): SamlRead =>
    readSamlResponse(field, {
      certificates: certificates.flatMap((pem) => readCertificate(pem) ?? []),
      keys,
      allowsCbc,
    });
  const said = readBy(configuration);
  const isUnknown = "refused" in said && said.refused.name === "signature";
  const next = isUnknown ? await readAgain(services, asked) : undefined;
  return next ? readBy(next) : said;
}

const usedBefore: Check = {
  name: "replay",
  passed: false,
  expected: "an assertion not seen before",
  seen: "one that was accepted already",
  fix: "An assertion counts once. Sign in again; if it was not you who sent it twice, look who did.",
};

function rememberAccepted(
  services: Services,
  connectionId: string,
  { assertionId, replayableUntil }: AcceptedSaml,
  signedBy: readonly string[],
): Promise<boolean> {
  return services.transact(async (work) => {
    const seen = { connectionId, idHash: sha256(assertionId), expiresAt: replayableUntil };
    if (!(await rememberSeen(work.tx, seen))) return false;
    await noteCertificatesUsed(work, connectionId, signedBy);
    return true;
  });
}

// Where the usual providers put them; a NameID that is an address is one, too.
const addressNames = [
  "email",
  "mail",
  "emailaddress",
  "urn:oid:0.9.2342.19200300.100.1.3",
  // As a certificate's subject names it: Keycloak's mapper of that name.
  "urn:oid:1.2.840.113549.1.9.1",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
];
const personNames = [
  "displayname",
  "name",
  "urn:oid:2.16.840.1.113730.3.1.241",
  "http://schemas.microsoft.com/identity/claims/displayname",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
];
const overageName = "http://schemas.microsoft.com/claims/groups.link";

function samlVouched(
  connection: Connection,
  { entityId }: SamlConfiguration,
  accepted: AcceptedSaml,
  { ours, now, request }: { readonly ours: string; readonly now: number; readonly request: SamlQuestion },
): Vouched {
  const { subject, attributes, sessionIndex, authenticatedAt, contexts, endsAt } = accepted;
  const valuesOf = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) =>
      attributes.filter((each) => each.name.toLowerCase() === name).flatMap(({ values }) => values),
    );
  const said = Object.fromEntries(attributes.map(({ name, values }) => [name, values]));
  const isAddress = subject.format?.endsWith(":emailAddress") === true || /^[^@\s]+@[^@\s]+$/.test(subject.value);
  return {
    connectionId: connection.id,
    organizationId: connection.organizationId,
    subjectKey: samlSubjectKey({ entityId, ours }, subject),
    subject: subject.value,
    address: valuesOf(addressNames)[0] ?? (isAddress ? subject.value : null),
    name: valuesOf(personNames)[0] ?? null,
    authenticatedAt: Math.min(authenticatedAt, now),
    acceptedAt: now,
    factors: decideCountedFactors(connection, { amr: decideSamlAmr(attributes), contexts }),
    endsAt,
    sidHash: sessionIndex === null ? null : Buffer.from(sha256(sessionIndex)).toString("base64url"),
    samlName: { ...subject, sessionIndex },
    ...toAttributes(said, connection.roleRules),
    isOverage: attributes.some(({ name }) => name === overageName),
    isFresh: request?.forceAuthn === true,
  };
}
