import type { Tx } from "../database/database.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";

/** Tables of second factors. They differ in what proves, and are alike in how a row is begun, bound, named and unbound. */
export type SecondFactorTable = "totpAuthenticators" | "passkeys" | "phones";

/** Where each kind is kept that has a name of its owner's and can be unbound alone. */
export const tableOf = {
  passkey: "passkeys",
  totp: "totpAuthenticators",
  phone: "phones",
} as const satisfies Partial<Record<AuthenticatorKind, SecondFactorTable>>;

export type NamedKind = keyof typeof tableOf;

// The query builder sees one table; the columns used here are the same in all three.
const alike = (table: SecondFactorTable): "totpAuthenticators" => table as "totpAuthenticators";

/** Gives a bound authenticator of an account another name. False when there is none. */
export async function setName(
  tx: Tx,
  table: SecondFactorTable,
  { id, accountId, name }: { id: string; accountId: string; name: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable(alike(table))
    .set({ name })
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Unbinds an authenticator of an account; its row stays, with its dates. Answers the name it had, to exactly one caller. */
export async function markUnbound(
  tx: Tx,
  table: SecondFactorTable,
  { id, accountId, now }: { id: string; accountId: string; now: number },
): Promise<string | undefined> {
  const row = await tx
    .updateTable(alike(table))
    .set({ unboundAt: now })
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .returning("name")
    .executeTakeFirst();
  return row?.name;
}

/** Forgets bindings that were begun and never completed. */
export async function deleteStale(tx: Tx, table: SecondFactorTable, before: number): Promise<void> {
  await tx.deleteFrom(alike(table)).where("boundAt", "is", null).where("expiresAt", "<", before).execute();
}
