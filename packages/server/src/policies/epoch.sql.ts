import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";

const raise = statement((on) =>
  on
    .updateTable("policyEpochs")
    .set(({ eb }) => ({ epoch: eb("epoch", "+", 1) }))
    .where("id", "=", 1),
);

/** Makes every server read anew what applies to whom. Whatever changes that calls it, in the transaction of the change. */
export async function raiseEpoch(tx: Tx): Promise<void> {
  await raise.run(tx, {});
}

export async function findEpoch(read: Reader): Promise<number> {
  return (await read.selectFrom("policyEpochs").select("epoch").executeTakeFirstOrThrow()).epoch;
}
