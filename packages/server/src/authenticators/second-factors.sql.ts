import { type Selectable, sql, type Updateable } from "kysely";
import { isBound } from "../database/bound.ts";
import type { Reader, Tx } from "../database/database.ts";
import { spend, usableOnce } from "../database/single-use.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";
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

const { isUnspentAt: isPendingAt } = usableOnce("boundAt", "unboundAt");

/** An authenticator of an account that is bound, or being bound. */
export async function findKept<Table extends SecondFactorTable>(
  read: Reader,
  table: Table,
  { id, accountId }: { id: string; accountId: string },
): Promise<Selectable<Tables[Table]> | undefined> {
  const row = await read
    .selectFrom(alike(table))
    .selectAll()
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .executeTakeFirst();
  return row as Selectable<Tables[Table]> | undefined;
}

/** Whether a session may go on with a binding that was begun: what another one began dies with that one. */
export function isBegunIn(begun: { readonly sessionId: string | null }, session: { readonly id: string }): boolean {
  return begun.sessionId === null || begun.sessionId === session.id;
}

/** Binds a pending authenticator with what its binding gave. True exactly once. */
export function bindPending<Table extends SecondFactorTable>(
  tx: Tx,
  table: Table,
  id: string,
  bound: Updateable<Tables[Table]> & { readonly boundAt: number },
): Promise<boolean> {
  return spend(tx.updateTable(alike(table)).set(bound).where("id", "=", id).where(isPendingAt(bound.boundAt)));
}

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
    .where(isBound)
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
    .where(isBound)
    .returning("name")
    .executeTakeFirst();
  return row?.name;
}

/** Forgets an account's bindings that wait, but for the latest few. */
export async function deleteOlderPending(
  tx: Tx,
  table: SecondFactorTable,
  { accountId, keeping }: { accountId: string; keeping: number },
): Promise<void> {
  const pending = tx
    .selectFrom(alike(table))
    .select("id")
    .where("accountId", "=", accountId)
    .where("boundAt", "is", null)
    .where("unboundAt", "is", null);
  const latest = pending.orderBy("createdAt", "desc").orderBy("id", "desc").limit(keeping);
  await tx.deleteFrom(alike(table)).where("id", "in", pending).where("id", "not in", latest).execute();
}

/** Ends bindings of an account that wait, or all but those one session began; the rows go when they are swept. Answers how many. */
export async function voidPending(
  tx: Tx,
  table: SecondFactorTable,
  { accountId, exceptSessionId, now }: { accountId: string; exceptSessionId: string | null; now: number },
): Promise<number> {
  let query = tx
    .updateTable(alike(table))
    .set({ unboundAt: now })
    .where("accountId", "=", accountId)
    .where("boundAt", "is", null)
    .where("unboundAt", "is", null);
  if (exceptSessionId !== null)
    query = query.where(({ or, eb }) => or([eb("sessionId", "is", null), eb("sessionId", "<>", exceptSessionId)]));
  return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
}

/** Forgets bindings that were begun and never completed. */
export function deleteStale(tx: Tx, table: SecondFactorTable, before: number, most: number): Promise<number> {
  return deleteOldest(tx, table, { key: ["id"], at: "expiresAt", before, most, only: sql`bound_at is null` });
}
