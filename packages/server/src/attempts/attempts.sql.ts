import type { Proof, Purpose } from "../vocabulary/proofs.ts";
import type { Vouched } from "../vocabulary/sso.ts";
import type { Operation } from "../vocabulary/operations.ts";
import { type Selectable, sql } from "kysely";
import type { Database, Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { Attempt } from "./attempt.ts";
import { usableOnce } from "../database/single-use.ts";
import { statement } from "../database/statement.ts";
import { deleteOldest } from "../database/sweep.ts";

type AttemptRow = Selectable<Tables["attempts"]>;

const { isUnspentAt: isOpenAt } = usableOnce("completedAt", "failedAt");

function toAttempt(row: AttemptRow): Attempt {
  return {
    ...row,
    purpose: row.purpose as Purpose,
    operation: row.operation as Operation | null,
    proofs: JSON.parse(row.proofs) as Proof[],
    vouched: row.vouched === null ? null : (JSON.parse(row.vouched) as Vouched),
  };
}

const insert = statement<AttemptRow>((on, value) =>
  on.insertInto("attempts").values({
    id: value("id"),
    purpose: value("purpose"),
    accountId: value("accountId"),
    budgetOwner: value("budgetOwner"),
    sessionId: value("sessionId"),
    operation: value("operation"),
    target: value("target"),
    proofs: value("proofs"),
    tries: value("tries"),
    createdAt: value("createdAt"),
    expiresAt: value("expiresAt"),
    completedAt: value("completedAt"),
    failedAt: value("failedAt"),
    connectionId: value("connectionId"),
    browserHash: value("browserHash"),
    vouched: value("vouched"),
  }),
);

function toRow(attempt: Attempt): AttemptRow {
  const { proofs, vouched } = attempt;
  return { ...attempt, proofs: JSON.stringify(proofs), vouched: vouched === null ? null : JSON.stringify(vouched) };
}

/** Nobody is promised that one just begun outlives a power cut. */
export async function insertAttempt(database: Database, attempt: Attempt): Promise<void> {
  await insert.note(database, toRow(attempt));
}

const find = statement<{ id: string }, AttemptRow>((on, value) =>
  on.selectFrom("attempts").selectAll().where("id", "=", value("id")),
);

export async function findAttempt(read: Reader, id: string): Promise<Attempt | undefined> {
  const row = await find.first(read, { id });
  return row && toAttempt(row);
}

const takeTry = statement<{ id: string; now: number; limit: number }, AttemptRow>((on, value) =>
  on
    .updateTable("attempts")
    .set({ tries: sql`tries + 1` })
    .where("id", "=", value("id"))
    .where(isOpenAt(value("now")))
    .where("tries", "<", value("limit"))
    .returningAll(),
);

/** Counts a try of an open attempt before it is judged. Undefined when it is over or has no tries left. */
export async function takeAttemptTry(tx: Tx, id: string, limit: number, now: number): Promise<Attempt | undefined> {
  const row = await takeTry.first(tx, { id, now, limit });
  return row && toAttempt(row);
}

const returnTry = statement<{ id: string }>((on, value) =>
  on
    .updateTable("attempts")
    .set({ tries: sql`tries - 1` })
    .where("id", "=", value("id")),
);

/** Gives a try back that was not judged, or whose answer was right. */
export async function returnAttemptTry(tx: Tx, id: string): Promise<void> {
  await returnTry.run(tx, { id });
}

const hold = statement<{ id: string; now: number }, AttemptRow>((on, value) =>
  on
    .updateTable("attempts")
    .set(({ ref }) => ({ tries: ref("tries") }))
    .where("id", "=", value("id"))
    .where(isOpenAt(value("now")))
    .returningAll(),
);

/** Holds an open attempt until the transaction ends. False when another request has closed it. */
export async function holdOpen(tx: Tx, id: string, now: number): Promise<Attempt | undefined> {
  const row = await hold.first(tx, { id, now });
  return row && toAttempt(row);
}

const updateProofs = statement<{ id: string; proofs: string; completedAt: number | null; accountId: string }>(
  (on, value) =>
    on
      .updateTable("attempts")
      .set({ proofs: value("proofs"), completedAt: value("completedAt"), accountId: value("accountId") })
      .where("id", "=", value("id")),
);

/** Keeps an attempt's proofs, and whose they are: a passkey may just have said so. */
export async function setProofs(tx: Tx, { id, proofs, accountId }: Attempt, completedAt: number | null): Promise<void> {
  await updateProofs.run(tx, { id, proofs: JSON.stringify(proofs), completedAt, accountId: accountId ?? "" });
}

/** Keeps what an identity provider said of somebody, and whose attempt it is by that: tries count as theirs from then on. */
export async function setVouched(tx: Tx, { id, vouched, accountId }: Attempt): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ vouched: JSON.stringify(vouched), accountId, ...(accountId !== null && { budgetOwner: accountId }) })
    .where("id", "=", id)
    .execute();
}

/** Fails an attempt that has no tries left. */
export async function markFailed(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ failedAt: now })
    .where("id", "=", id)
    .where("completedAt", "is", null)
    .execute();
}

/** Fails open attempts of an account that carry a proof or belong to a session, or all but those of one session. Answers how many. */
export async function markProvenFailed(
  tx: Tx,
  { accountId, exceptSessionId }: { readonly accountId: string; readonly exceptSessionId: string | null },
  now: number,
): Promise<number> {
  let query = tx
    .updateTable("attempts")
    .set({ failedAt: now })
    .where("accountId", "=", accountId)
    .where(isOpenAt(now))
    .where(({ or, eb }) =>
      or([eb("proofs", "<>", "[]"), eb("vouched", "is not", null), eb("sessionId", "is not", null)]),
    );
  if (exceptSessionId !== null)
    query = query.where(({ or, eb }) => or([eb("sessionId", "is", null), eb("sessionId", "<>", exceptSessionId)]));
  return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
}

/** Fails open attempts in which a connection has vouched for somebody, or for one account. Answers how many. */
export async function markVouchedFailed(
  tx: Tx,
  { connectionId, accountId }: { readonly connectionId: string; readonly accountId: string | undefined },
  now: number,
): Promise<number> {
  let query = tx
    .updateTable("attempts")
    .set({ failedAt: now })
    .where("connectionId", "=", connectionId)
    .where("vouched", "is not", null)
    .where(isOpenAt(now));
  if (accountId !== undefined) query = query.where("accountId", "=", accountId);
  return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
}

export function deleteOldAttempts(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "attempts", { key: ["id"], at: "expiresAt", before, most });
}
