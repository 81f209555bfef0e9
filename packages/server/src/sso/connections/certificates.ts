import { readCertificate } from "../../crypto/certificates.ts";
import type { Reader } from "../../database/database.ts";
import type { Configuration, Connection } from "../../policies/connections.ts";
import type { Work } from "../../services.ts";
import { listCertificateRows, putCertificate, removeCertificates, setCertificateUsed } from "./certificates.sql.ts";

/** A certificate a provider signs with. */
export interface CertificateListing {
  readonly fingerprint: string;
  /** Of a change that waits for its test: not accepted yet. */
  readonly waits: boolean;
  /** Not accepted any more once the change that waits is in place. */
  readonly leaves: boolean;
  readonly addedAt: number;
  readonly notAfter: number;
  readonly lastUsedAt: number | null;
}

/** Takes exactly these certificates as what a connection's provider signs with; answers what is new and what is gone. */
export async function keepCertificates(
  work: Work,
  connectionId: string,
  pems: readonly string[],
): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }> {
  const before = await listCertificateRows(work.tx, connectionId);
  const read = pems.flatMap((pem) => readCertificate(pem) ?? []);
  const added: string[] = [];
  for (const { fingerprint, pem, notAfter } of read) {
    if (before.some((each) => each.fingerprint === fingerprint)) continue;
    added.push(fingerprint);
    const row = { id: work.newId("cert"), connectionId, fingerprint, pem, notAfter, addedAt: work.now() };
    await putCertificate(work.tx, { ...row, lastUsedAt: null, removedAt: null, warnedDays: null });
  }
  const kept = new Set(read.map(({ fingerprint }) => fingerprint));
  const removed = before.map(({ fingerprint }) => fingerprint).filter((each) => !kept.has(each));
  await removeCertificates(work.tx, connectionId, removed, work.now());
  return { added, removed };
}

export async function listCertificates(
  read: Reader,
  { id, configuration, pending }: Pick<Connection, "id" | "configuration" | "pending">,
): Promise<CertificateListing[]> {
  if (configuration.kind !== "saml") return [];
  const [now, then] = [fingerprintsOf(configuration), fingerprintsOf(pending?.configuration ?? configuration)];
  const rows = await listCertificateRows(read, id);
  return rows.map(({ fingerprint, addedAt, notAfter, lastUsedAt }) => ({
    ...{ fingerprint, addedAt, notAfter, lastUsedAt },
    waits: !now.has(fingerprint),
    leaves: !then.has(fingerprint),
  }));
}

const fingerprintsOf = (of: Configuration): ReadonlySet<string> =>
  new Set(of.kind === "saml" ? of.certificates.flatMap((pem) => readCertificate(pem)?.fingerprint ?? []) : []);

/** Notes which of them signed an answer. */
export async function noteCertificatesUsed(
  { tx, now }: Work,
  connectionId: string,
  fingerprints: readonly string[],
): Promise<void> {
  for (const fingerprint of fingerprints) await setCertificateUsed(tx, connectionId, fingerprint, now());
}
