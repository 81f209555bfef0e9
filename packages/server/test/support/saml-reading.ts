import { type Certificate, readCertificate } from "../../src/crypto/certificates.ts";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { judgeSamlResponse, type SamlJudgement } from "../../src/rules/sso/judge-saml-response.ts";
import type { SamlExpected } from "../../src/rules/sso/saml-expected.ts";
import { readSamlResponse } from "../../src/sso/saml/read-response.ts";
import { type Answer, makeSamlIdp } from "./saml-idp.ts";

export const now = Date.UTC(2026, 4, 1, 12);
export const entityId = "https://mortise.example/sso/conn_1";
export const acsUrl = `${entityId}/acs`;
export const requestId = "_request-1";
export const idp = await makeSamlIdp();
/** Of ours, for what is encrypted. */
export const own: OwnCertificate = await makeSelfSigned(systemRandom, {
  commonName: "mortise.example",
  notBefore: now,
  notAfter: now + 1,
});
/** Somebody who is not the identity provider. */
export const stranger: OwnCertificate = await makeSelfSigned(systemRandom, {
  commonName: "idp.example",
  notBefore: now,
  notAfter: now + 1,
});
export const trusted: Certificate = readCertificate(idp.own.certificatePem)!;

export const base: Answer = { audience: entityId, acsUrl, inResponseTo: requestId, now };
export const expected: SamlExpected = {
  issuer: idp.entityId,
  audience: entityId,
  acsUrl,
  request: { id: requestId, at: now - 60_000, forceAuthn: false },
  now,
};

export interface Outcome extends SamlJudgement {
  /** Names of the checks that failed. */
  readonly failed: readonly string[];
}

export interface Setting {
  readonly certificates?: readonly Certificate[];
  readonly keys?: readonly string[];
  readonly allowsCbc?: boolean;
  readonly expected?: Partial<SamlExpected>;
}

/** Reads and judges a response as the server does. */
export function judge(xml: string | Buffer, setting: Setting = {}): Outcome {
  return judgeField(Buffer.from(xml).toString("base64"), setting);
}

export function judgeField(field: string, setting: Setting = {}): Outcome {
  const { certificates = [trusted], keys = [own.privateKeyPem], allowsCbc = false } = setting;
  const read = readSamlResponse(field, { certificates, keys, allowsCbc });
  if ("refused" in read) return { checks: [read.refused], failed: [read.refused.name] };
  const judged = judgeSamlResponse(read.facts, { ...expected, ...setting.expected });
  const checks = [...read.checks, ...judged.checks];
  return { ...judged, checks, failed: checks.filter(({ passed }) => !passed).map(({ name }) => name) };
}
