import { sql } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { spend } from "../../database/single-use.ts";
import { statement } from "../../database/statement.ts";

export interface CodeSet {
  readonly id: string;
  readonly issuedAt: number;
  readonly total: number;
  readonly remaining: number;
}

export async function insertSet(
  tx: Tx,
  set: { id: string; accountId: string; issuedAt: number; keyName: string },
  codes: readonly { id: string; codeHash: Uint8Array }[],
): Promise<void> {
  await tx.insertInto("recoveryCodeSets").values(set).execute();
  await tx
    .insertInto("recoveryCodes")
    .values(codes.map((code) => ({ ...code, setId: set.id, accountId: set.accountId })))
    .execute();
}

/** Makes the account's codes worthless. Answers the ids of the sets it had. */
export async function revokeSet(tx: Tx, accountId: string, now: number): Promise<string[]> {
  const revoked = await tx
    .updateTable("recoveryCodeSets")
    .set({ revokedAt: now })
    .where("accountId", "=", accountId)
    .where("revokedAt", "is", null)
    .returning("id")
    .execute();
  return revoked.map(({ id }) => id);
}

const findSet = statement<{ accountId: string }, CodeSet>((on, value) =>
  on
    .selectFrom("recoveryCodeSets as set")
    .innerJoin("recoveryCodes as code", "code.setId", "set.id")
    .select([
      "set.id",
      "set.issuedAt",
      sql<number>`count(*)`.as("total"),
      sql<number>`count(*) - count(code.spent_at)`.as("remaining"),
    ])
    .where("set.accountId", "=", value("accountId"))
    .where("set.revokedAt", "is", null)
    .groupBy(["set.id", "set.issuedAt"]),
);

export function findValidSet(read: Reader, accountId: string): Promise<CodeSet | undefined> {
  return findSet.first(read, { accountId });
}

export function findCode(
  read: Reader,
  accountId: string,
  hashes: readonly Uint8Array[],
): Promise<{ id: string; setId: string; spentAt: number | null } | undefined> {
  return read
    .selectFrom("recoveryCodes as code")
    .innerJoin("recoveryCodeSets as set", "set.id", "code.setId")
    .select(["code.id", "code.setId", "code.spentAt"])
    .where("code.accountId", "=", accountId)
    .where("set.revokedAt", "is", null)
    .where("code.codeHash", "in", [...hashes])
    .executeTakeFirst();
}

/** Spends one code of a set that is still valid. True exactly once. */
export function spendCode(tx: Tx, id: string, now: number): Promise<boolean> {
  return spend(
    tx
      .updateTable("recoveryCodes")
      .set({ spentAt: now })
      .where("id", "=", id)
      .where("spentAt", "is", null)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("recoveryCodeSets as set")
            .select("set.id")
            .whereRef("set.id", "=", "recoveryCodes.setId")
            .where("set.revokedAt", "is", null),
        ),
      ),
  );
}

/** Sets of other keys than this one; what was made before keys were kept is of another if `withUnknown`. */
export interface OlderSets {
  readonly keyName: string;
  readonly withUnknown: boolean;
}

const selectOlder = (read: Reader, { keyName, withUnknown }: OlderSets) =>
  read
    .selectFrom("recoveryCodeSets")
    .where("revokedAt", "is", null)
    .where((is) => is.or([is("keyName", "<>", keyName), ...(withUnknown ? [is("keyName", "is", null)] : [])]));

/** Accounts with codes of older keys, in the order of their ids, those after one. */
export async function listAccountsWithOlderCodes(
  read: Reader,
  { after, limit, ...older }: OlderSets & { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const query = selectOlder(read, older).select("accountId").where("accountId", ">", after).orderBy("accountId");
  return (await query.limit(limit).execute()).map(({ accountId }) => accountId);
}

export async function countSetsOfOlderKeys(read: Reader, older: OlderSets): Promise<number> {
  const query = selectOlder(read, older).select(sql<number>`count(*)`.as("sets"));
  return (await query.executeTakeFirstOrThrow()).sets;
}
