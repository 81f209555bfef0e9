import type { Actor } from "../../vocabulary/events/actors.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { nameOfKey } from "../../crypto/keys.ts";
import { lockAccount } from "../../database/lock-account.ts";
import { findNeededKey } from "../../root-keys.ts";
import type { Services, View } from "../../services.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import { countSetsOfOlderKeys, listAccountsWithOlderCodes, type OlderSets, revokeSet } from "./recovery-codes.sql.ts";

const batch = 200;

/** Which sets are of an older key: a deployment that never had another made all its codes under this one. */
async function olderOf({ read, keys }: View): Promise<OlderSets> {
  const keyName = nameOfKey(keys[0]);
  return { keyName, withUnknown: (await findNeededKey(read)) !== keyName };
}

async function* listOlder(view: View): AsyncGenerator<string> {
  const older = await olderOf(view);
  for (let after = ""; ;) {
    const ids = await listAccountsWithOlderCodes(view.read, { ...older, after, limit: batch });
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/** How many accounts have recovery codes of a root key that is not the first: codes cannot be hashed anew, only made anew. */
export async function countOlderSets(view: View): Promise<number> {
  return countSetsOfOlderKeys(view.read, await olderOf(view));
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
