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

/** Certificates that end before an instant, in the order of their ids. */
export function listEnding(
  read: Reader,
  before: number,
  page: { after: string; limit: number },
): Promise<CertificateRow[]> {
  return read
    .selectFrom("connectionCertificates")
    .selectAll()
    .where("notAfter", "<", before)
    .where("removedAt", "is", null)
    .where("id", ">", page.after)
    .orderBy("id")
    .limit(page.limit)
    .execute();
}

/** Notes that owners were told of a certificate's end, so many days before. True exactly once for each number. */
export function setWarned(
  tx: Tx,
  { id, warnedDays }: Pick<CertificateRow, "id" | "warnedDays">,
  days: number,
): Promise<boolean> {
  const update = tx.updateTable("connectionCertificates").set({ warnedDays: days }).where("id", "=", id);
  return spend(
    warnedDays === null ? update.where("warnedDays", "is", null) : update.where("warnedDays", "=", warnedDays),
  );
}
