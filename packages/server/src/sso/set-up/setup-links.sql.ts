import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { usableOnce } from "../../database/single-use.ts";
import { deleteOldest } from "../../database/sweep.ts";
import type { Tables } from "../../database/tables.ts";

export type SetupLinkRow = Selectable<Tables["setupLinks"]>;

// Opening it is its one use; from then on the browser has a secret of its own.
const { isUnspentAt: isUnopenedAt } = usableOnce("openedAt", "replacedAt", "revokedAt");
const { isUnspent: isStanding, isUnspentAt: isStandingAt } = usableOnce("replacedAt", "revokedAt");

export async function insertSetupLink(tx: Tx, row: SetupLinkRow): Promise<void> {
  await tx.insertInto("setupLinks").values(row).execute();
}

/** Opens a link that was not opened. Answers it to exactly one browser. */
export function openSetupLink(
  tx: Tx,
  { tokenHash, secretHash }: { readonly tokenHash: Uint8Array; readonly secretHash: Uint8Array },
  now: number,
): Promise<SetupLinkRow | undefined> {
  return tx
    .updateTable("setupLinks")
    .set({ openedAt: now, secretHash })
    .where("tokenHash", "=", tokenHash)
    .where(isUnopenedAt(now))
    .returningAll()
    .executeTakeFirst();
}

/** The link that a browser has opened, while it stands. */
export function findOpenedLink(read: Reader, secretHash: Uint8Array, now: number): Promise<SetupLinkRow | undefined> {
  return read
    .selectFrom("setupLinks")
    .selectAll()
    .where("secretHash", "=", secretHash)
    .where(isStandingAt(now))
    .executeTakeFirst();
}

/** The links of an organization that stand: one at most. */
export function listStanding(read: Reader, organizationId: string, now: number): Promise<SetupLinkRow[]> {
  return read
    .selectFrom("setupLinks")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where(isStandingAt(now))
    .orderBy("id", "desc")
    .execute();
}

/** Ends whatever stands, by another or by being taken back. Answers what did. */
export function endStanding(
  tx: Tx,
  organizationId: string,
  how: { readonly replacedAt: number } | { readonly revokedAt: number },
): Promise<SetupLinkRow[]> {
  return tx
    .updateTable("setupLinks")
    .set(how)
    .where("organizationId", "=", organizationId)
    .where(isStanding)
    .returningAll()
    .execute();
}

export function deleteOldLinks(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "setupLinks", { key: ["id"], at: "expiresAt", before, most });
}
