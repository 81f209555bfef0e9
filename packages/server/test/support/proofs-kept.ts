import type { Proof } from "../../src/vocabulary/proofs.ts";
import { listLinkedTo } from "../../src/authenticators/identity/identities.sql.ts";
import { listBound } from "../../src/authenticators/bound.sql.ts";
import type { Reader } from "../../src/database/database.ts";

/** Throws when a live session keeps a proof made with something that is not bound: it would count in requests. */
export async function holdProofsToBound(read: Reader): Promise<void> {
  const live = await read
    .selectFrom("sessions")
    .select(["id", "accountId", "proofs"])
    .where("endedAt", "is", null)
    .execute();
  const boundOf = new Map<string, Set<string>>();
  for (const { id, accountId, proofs } of live) {
    // Tests put what they like there.
    if (!proofs.includes("authenticatorId")) continue;
    if (!boundOf.has(accountId))
      boundOf.set(
        accountId,
        new Set(
          [...(await listBound(read, accountId)), ...(await listLinkedTo(read, accountId))].map((each) => each.id),
        ),
      );
    for (const { kind, authenticatorId } of JSON.parse(proofs) as Proof[])
      if (!boundOf.get(accountId)!.has(authenticatorId))
        throw new Error(`Session ${id} keeps a proof by ${kind} ${authenticatorId}, which is not bound.`);
  }
}
