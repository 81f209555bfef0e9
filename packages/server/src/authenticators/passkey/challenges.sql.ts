import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { usableOnce } from "../../database/single-use.ts";
import { statement } from "../../database/statement.ts";
import { deleteOldest } from "../../database/sweep.ts";

export type ChallengeRow = Selectable<Tables["passkeyChallenges"]>;

const { isUnspentAt } = usableOnce("spentAt");

export async function insertChallenge(tx: Tx, row: Insertable<Tables["passkeyChallenges"]>): Promise<void> {
  await tx.insertInto("passkeyChallenges").values(row).execute();
}

const find = statement<{ challengeHash: Uint8Array; now: number }, ChallengeRow>((on, value) =>
  on
    .selectFrom("passkeyChallenges")
    .selectAll()
    .where("challengeHash", "=", value("challengeHash"))
    .where(isUnspentAt(value("now"))),
);

export function findOpenChallenge(
  read: Reader,
  challengeHash: Uint8Array,
  now: number,
): Promise<ChallengeRow | undefined> {
  return find.first(read, { challengeHash, now });
}

const spend = statement<{ id: string; now: number }>((on, value) =>
  on
    .updateTable("passkeyChallenges")
    .set({ spentAt: value("now") })
    .where("id", "=", value("id"))
    .where(isUnspentAt(value("now"))),
);

/** Spends a challenge. True exactly once. */
export async function markChallengeSpent(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await spend.run(tx, { id, now })) === 1n;
}

export function deleteOldChallenges(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "passkeyChallenges", { key: ["id"], at: "expiresAt", before, most });
}
