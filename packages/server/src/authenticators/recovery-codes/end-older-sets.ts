import type { Actor } from "../../vocabulary/events/actors.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { nameOfKey } from "../../crypto/keys.ts";
import { lockAccount } from "../../database/lock-account.ts";
import { findNeededKey } from "../../root-keys.ts";
import type { Services, View } from "../../services.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import { listAccountsWithOlderCodes, revokeSet } from "./recovery-codes.sql.ts";

const batch = 200;

async function* listOlder({ read, keys }: View): AsyncGenerator<string> {
  const keyName = nameOfKey(keys[0]);
  // A deployment that never had another key made all its codes under this one.
  const withUnknown = (await findNeededKey(read)) !== keyName;
  for (let after = ""; ;) {
    const rows = await listAccountsWithOlderCodes(read, { keyName, withUnknown, after, limit: batch });
    const last = rows.at(-1);
    if (!last) return;
    yield* rows.map(({ accountId }) => accountId);
    after = last.accountId;
  }
}

/** How many accounts have recovery codes of a root key that is not the first: codes cannot be hashed anew, only made anew. */
export async function countOlderSets(view: View): Promise<number> {
  let count = 0;
  for await (const accountId of listOlder(view)) count += accountId === "" ? 0 : 1;
  return count;
}

/** Ends the recovery codes that are not of the first root key; each owner is told, and makes new ones. Answers of how many accounts. */
export async function endOlderSets(services: Services, actor: Actor): Promise<number> {
  let count = 0;
  for await (const accountId of listOlder(services))
    await services.transact(async (work) => {
      await lockAccount(work.tx, accountId);
      const revoked = await revokeSet(work.tx, accountId, work.now());
      if (revoked.length === 0) return;
      await voidProofs(work, { accountId, actor }, revoked);
      await recordEvent(work, { type: "recovery-codes.revoked", accountId, actor, data: {} });
      count++;
    });
  return count;
}
