import type { Insertable, Selectable } from "kysely";
import { isBound } from "../../database/bound.ts";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { spend } from "../../database/single-use.ts";
import { statement } from "../../database/statement.ts";
import { latestStep } from "./totp.ts";
import { bindPending } from "../second-factors.sql.ts";

export type TotpRow = Selectable<Tables["totpAuthenticators"]>;

export async function insertPending(tx: Tx, row: Insertable<Tables["totpAuthenticators"]>): Promise<void> {
  await tx.insertInto("totpAuthenticators").values(row).execute();
}

const listBound = statement<{ accountId: string }, TotpRow>((on, value) =>
  on
    .selectFrom("totpAuthenticators")
    .selectAll()
    .where("accountId", "=", value("accountId"))
    .where(isBound)
    .orderBy("boundAt")
    .orderBy("id"),
);

export function listBoundTotp(read: Reader, accountId: string): Promise<TotpRow[]> {
  return listBound.all(read, { accountId });
}

/** Binds a pending authenticator with its first code, whose step is thereby spent. True exactly once. */
export function consumePending(
  tx: Tx,
  id: string,
  { now, name, step }: { now: number; name: string; step: number },
): Promise<boolean> {
  return bindPending(tx, "totpAuthenticators", id, { boundAt: now, lastUsedAt: now, name, lastSpentStep: step });
}

/** Forgets the secret of an app that was unbound. */
export async function eraseSecret(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("totpAuthenticators")
    .set({ sealedSecret: new Uint8Array() })
    .where("id", "=", id)
    .where("unboundAt", "is not", null)
    .execute();
}

/** Spends one time step. False when it, or a later one, was spent already: a code is accepted once (RFC 6238 §5.2). */
export function spendStep(tx: Tx, id: string, step: number, now: number): Promise<boolean> {
  return spend(
    tx
      .updateTable("totpAuthenticators")
      .set({ lastSpentStep: step, lastUsedAt: now })
      .where("id", "=", id)
      // A step far ahead was spent by a clock that has been set back; it must not shut the app out until then.
      .where((is) => is.or([is("lastSpentStep", "<", step), is("lastSpentStep", ">", latestStep(now))]))
      .where("unboundAt", "is", null),
  );
}
