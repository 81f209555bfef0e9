import type { Selectable } from "kysely";
import { latestPossible } from "../../../vocabulary/instants.ts";
import type { Reader, Tx } from "../../../database/database.ts";
import type { Tables } from "../../../database/tables.ts";

export type WitnessRow = Selectable<Tables["logWitnesses"]>;

export function listWitnessRows(read: Reader): Promise<WitnessRow[]> {
  return read.selectFrom("logWitnesses").selectAll().orderBy("url").execute();
}

/** Claims a witness for one server: true for one that asks, until the time is over. */
export async function claimWitness(tx: Tx, url: string, now: number, claimedUntil: number): Promise<boolean> {
  await tx
    .insertInto("logWitnesses")
    .values({ url, size: 0, at: null, cosignature: null, failedAt: null, lastError: null, claimedUntil: null })
    .onConflict((conflict) => conflict.column("url").doNothing())
    .execute();
  const claimed = await tx
    .updateTable("logWitnesses")
    .set({ claimedUntil })
    .where("url", "=", url)
    .where((is) =>
      is.or([
        is("claimedUntil", "is", null),
        is("claimedUntil", "<=", now),
        is("claimedUntil", ">", latestPossible(claimedUntil)),
      ]),
    )
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}

/** Keeps what a witness has seen, and what it signed of it. */
export async function noteWitnessed(
  tx: Tx,
  url: string,
  seen: { size: number; at: number; cosignature: string | null },
): Promise<void> {
  await tx
    .updateTable("logWitnesses")
    .set({ ...seen, failedAt: null, lastError: null })
    .where("url", "=", url)
    .execute();
}

const disagreement = "disagrees: ";

/** Keeps that a witness could not be told. That it disagreed stays known until it agrees again. */
export async function noteFailure(tx: Tx, url: string, failedAt: number, reason: string): Promise<void> {
  await tx
    .updateTable("logWitnesses")
    .set({ failedAt, lastError: reason })
    .where("url", "=", url)
    .where((is) => is.or([is("lastError", "is", null), is("lastError", "not like", `${disagreement}%`)]))
    .execute();
}

/** Keeps that a witness contradicts the log. True when it was not known to. */
export async function noteDisagreement(tx: Tx, url: string, failedAt: number, problem: string): Promise<boolean> {
  const changed = await tx
    .updateTable("logWitnesses")
    .set({ failedAt, lastError: disagreement + problem })
    .where("url", "=", url)
    .where((is) => is.or([is("lastError", "is", null), is("lastError", "not like", `${disagreement}%`)]))
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
