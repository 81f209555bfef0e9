import { expectStatus, type Person } from "./person.ts";

/** Our own certificates of a connection in PEM, out of its metadata, the one in use first. */
export async function ownCertificatesOf(person: Person, connectionId: string): Promise<readonly string[]> {
  const { body } = expectStatus(await person.get(`/sso/${connectionId}/metadata`), 200);
  const found = [...String(body).matchAll(/<ds:X509Certificate>([^<]+)</g)].map(([, base64]) => base64);
  return [...new Set(found)].map((each) => `-----BEGIN CERTIFICATE-----\n${each}\n-----END CERTIFICATE-----\n`);
}
