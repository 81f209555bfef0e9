import { itself } from "../../vocabulary/events/actors.ts";
import { nameOfKey } from "../../crypto/keys.ts";
import type { Person } from "../../sessions/caller.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Work } from "../../services.ts";
import { liftLock } from "../try-budgets.ts";
import { codesPerSet, formatRecoveryCode, hashRecoveryCode, newRecoveryCode } from "./recovery-code.ts";
import { insertSet, revokeSet } from "./recovery-codes.sql.ts";
import { endOtherConfirmations } from "../../sessions/add-proof.ts";
import { carryProof, voidProofs } from "../../sessions/void-proofs.ts";

/** Makes ten new codes; the old ones die in the same transaction. Answers the only copy. */
export async function issueSet(
  work: Work,
  { account, session, client }: Pick<Person, "account" | "client"> & { readonly session: Person["session"] | null },
): Promise<string[]> {
  const { tx, random, newId, now, keys } = work;
  const codes = Array.from({ length: codesPerSet }, () => newRecoveryCode(random));
  const id = newId("rset");
  const revoked = await revokeSet(tx, account.id, now());
  if (session && revoked.length > 0) {
    await endOtherConfirmations(work, session);
    await carryProof(work, session.id, revoked, id);
  }
  await voidProofs(work, { accountId: account.id, actor: itself(account.id), client }, revoked);
  await liftLock(work, account.id, "recovery-code");
  await insertSet(
    tx,
    { id, accountId: account.id, issuedAt: now(), keyName: nameOfKey(keys[0]) },
    codes.map((code) => ({ id: newId("rcod"), codeHash: hashRecoveryCode(keys, account.id, code)[0]! })),
  );
  await recordEvent(work, {
    type: "recovery-codes.issued",
    accountId: account.id,
    actor: itself(account.id),
    sessionId: session?.id ?? null,
    client,
    data: { total: codes.length },
  });
  return codes.map(formatRecoveryCode);
}
