import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { spend } from "../../database/single-use.ts";
import type { Tables } from "../../database/tables.ts";

export type CertificateRow = Selectable<Tables["connectionCertificates"]>;

export function listCertificateRows(read: Reader, connectionId: string): Promise<CertificateRow[]> {
  return read
    .selectFrom("connectionCertificates")
    .selectAll()
    .where("connectionId", "=", connectionId)
    .where("removedAt", "is", null)
    .orderBy("id")
    .execute();
}

/** Takes a certificate over; one that was taken out before is back. */
export async function putCertificate(tx: Tx, row: Insertable<Tables["connectionCertificates"]>): Promise<void> {
  await tx
    .insertInto("connectionCertificates")
    .values(row)
    .onConflict((conflict) => conflict.columns(["connectionId", "fingerprint"]).doUpdateSet({ removedAt: null }))
    .execute();
}

export async function removeCertificates(
  tx: Tx,
  connectionId: string,
  fingerprints: readonly string[],
  now: number,
): Promise<void> {
  if (fingerprints.length === 0) return;
  await tx
    .updateTable("connectionCertificates")
    .set({ removedAt: now })
    .where("connectionId", "=", connectionId)
    .where("fingerprint", "in", fingerprints)
    .where("removedAt", "is", null)
    .execute();
}

export async function setCertificateUsed(
  tx: Tx,
  connectionId: string,
  fingerprint: string,
  lastUsedAt: number,
): Promise<void> {
  await tx
    .updateTable("connectionCertificates")
    .set({ lastUsedAt })
    .where("connectionId", "=", connectionId)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** Certificates that end before an instant, of connections that are switched on. */
export function listEnding(read: Reader, before: number, most: number): Promise<(CertificateRow & { organizationId: string; name: string })[]> {
  return read
    .selectFrom("connectionCertificates")
    .innerJoin("connections", "connections.id", "connectionCertificates.connectionId")
    .selectAll("connectionCertificates")
    .select(["connections.organizationId", "connections.name"])
    .where("connectionCertificates.notAfter", "<", before)
    .where("connectionCertificates.removedAt", "is", null)
    .where("connections.activatedAt", "is not", null)
    .where("connections.disabledAt", "is", null)
    .where("connections.deletedAt", "is", null)
    .orderBy("connectionCertificates.notAfter")
    .limit(most)
    .execute();
}

/** Notes that owners were told of a certificate's end, so many days before. True exactly once for each number. */
export function setWarned(tx: Tx, { id, warnedDays }: Pick<CertificateRow, "id" | "warnedDays">, days: number): Promise<boolean> {
  const update = tx.updateTable("connectionCertificates").set({ warnedDays: days }).where("id", "=", id);
  return spend(warnedDays === null ? update.where("warnedDays", "is", null) : update.where("warnedDays", "=", warnedDays));
}
