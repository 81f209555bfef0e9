import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";

const raise = statement<object, { epoch: number }>((on) =>
  on
    .updateTable("policyEpochs")
    .set(({ eb }) => ({ epoch: eb("epoch", "+", 1) }))
    .where("id", "=", 1)
    .returning("epoch"),
);

/**
 * Makes every server read anew what applies to whom. Whatever changes that calls it, in the transaction of the change. Answers
 * the epoch that begins with it: no two changes have the same.
 */
export async function raiseEpoch(tx: Tx): Promise<number> {
  const raised = await raise.first(tx, {});
  if (!raised) throw new Error("There is no epoch to raise.");
  return raised.epoch;
}

export async function findEpoch(read: Reader): Promise<number> {
  return (await read.selectFrom("policyEpochs").select("epoch").executeTakeFirstOrThrow()).epoch;
}
