import { SAML } from "@node-saml/node-saml";
import type { Lie } from "./saml-lies.ts";
import { acsUrl, base, entityId, idp, own } from "./saml-reading.ts";

/** node-saml, as strict about signatures as it can be set for either of them, its own clock left out. */
export const nodeSaml = new SAML({
  callbackUrl: acsUrl,
  entryPoint: idp.ssoUrl,
  issuer: entityId,
  idpCert: idp.own.certificatePem,
  idpIssuer: idp.entityId,
  audience: entityId,
  decryptionPvk: own.privateKeyPem,
  wantAuthnResponseSigned: false,
  wantAssertionsSigned: false,
  acceptedClockSkewMs: -1,
});

export async function profileByNodeSaml(xml: string) {
  return (await nodeSaml.validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString("base64") })).profile;
}

/** Names of the lies it believes. */
export async function acceptedByNodeSaml(lies: readonly Lie[]): Promise<readonly string[]> {
  const accepted: string[] = [];
  for (const [name, , lie] of lies) {
    const profile = await profileByNodeSaml(idp.respond({ ...base, ...lie })).catch(() => null);
    if (profile) accepted.push(name);
  }
  return accepted;
}
