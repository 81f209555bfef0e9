import { type Insertable, type Selectable, sql } from "kysely";
import { isBound } from "../../database/bound.ts";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { statement } from "../../database/statement.ts";
import { bindPending } from "../second-factors.sql.ts";

export type PasskeyRow = Selectable<Tables["passkeys"]>;

/** A bound passkey: what its ceremony left is there. */
export type BoundPasskeyRow = PasskeyRow & {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly boundAt: number;
};

export async function insertPasskey(tx: Tx, row: Insertable<Tables["passkeys"]>): Promise<void> {
  await tx.insertInto("passkeys").values(row).execute();
}

const listBound = statement<{ accountId: string }, PasskeyRow>((on, value) =>
  on
    .selectFrom("passkeys")
    .selectAll()
    .where("accountId", "=", value("accountId"))
    .where(isBound)
    .orderBy("boundAt")
    .orderBy("id"),
);

export async function listBoundPasskeys(read: Reader, accountId: string): Promise<BoundPasskeyRow[]> {
  return (await listBound.all(read, { accountId })) as BoundPasskeyRow[];
}

/** What judging an answer needs to know of the passkey it was made with. */
export type PasskeyToJudge = Pick<
  BoundPasskeyRow,
  | "id"
  | "accountId"
  | "name"
  | "credentialId"
  | "publicKey"
  | "algorithm"
  | "counter"
  | "backupEligibleAt"
  | "backedUpAt"
>;

const findByCredential = statement<{ credentialId: string }, Pick<PasskeyRow, keyof PasskeyToJudge>>((on, value) =>
  on
    .selectFrom("passkeys")
    .select(["id", "accountId", "name", "credentialId", "publicKey", "algorithm", "counter"])
    .select(["backupEligibleAt", "backedUpAt"])
    .where("credentialId", "=", value("credentialId"))
    .where(isBound),
);

/** The one bound passkey with this credential id, whoever's it is. */
export async function findByCredentialId(read: Reader, credentialId: string): Promise<PasskeyToJudge | undefined> {
  return (await findByCredential.first(read, { credentialId })) as PasskeyToJudge | undefined;
}

/** What a registration ceremony leaves in its row. */
export type Registered = Pick<
  PasskeyRow,
  | "credentialId"
  | "publicKey"
  | "algorithm"
  | "counter"
  | "transports"
  | "aaguid"
  | "backupEligibleAt"
  | "backedUpAt"
  | "userVerifiedAt"
  | "discoverableAt"
  | "attestationFormat"
  | "attestationObject"
>;

/** Binds a pending passkey with what its ceremony gave. True exactly once. Throws when the credential is bound already. */
export function consumePendingPasskey(
  tx: Tx,
  id: string,
  { now, name, registered }: { now: number; name: string; registered: Registered },
): Promise<boolean> {
  return bindPending(tx, "passkeys", id, { ...registered, boundAt: now, name });
}

/** What a use showed. Instants are null where it showed nothing new: what an earlier one showed stays. */
interface PasskeyUse {
  readonly id: string;
  readonly now: number;
  readonly counter: number;
  readonly counterRead: number;
  readonly backedUpAt: number | null;
  readonly userVerifiedAt: number | null;
  readonly discoverableAt: number | null;
}

// Two uses at once must not undo what one of them showed, so what stands is kept by the statement, not by who read it.
const spend = statement<PasskeyUse>((on, value) =>
  on
    .updateTable("passkeys")
    .set({
      lastUsedAt: value("now"),
      counter: value("counter"),
      backedUpAt: value("backedUpAt"),
      userVerifiedAt: sql`coalesce(${value("userVerifiedAt")}, user_verified_at)`,
      discoverableAt: sql`coalesce(discoverable_at, ${value("discoverableAt")})`,
    })
    .where("id", "=", value("id"))
    .where("counter", "=", value("counterRead"))
    .where("unboundAt", "is", null),
);

/** Notes a use. False when the passkey was unbound, or its counter moved, since it was read. */
export async function notePasskeyUse(tx: Tx, use: PasskeyUse): Promise<boolean> {
  return (await spend.run(tx, use)) === 1n;
}
