import type { Reader } from "../database/database.ts";
import type { Vouched } from "../vocabulary/sso.ts";
import { seal, unseal } from "../crypto/seal.ts";
import type { SealedPlace } from "../reseal-rows.ts";
import type { SamlName } from "../vocabulary/sso.ts";
import type { Work, World } from "../services.ts";
import { type Ending, endSession } from "./end-sessions.ts";
import {
  findVouchedSession,
  insertVouchedSession,
  listLiveVouched,
  type VouchedSessionRow,
} from "./vouched-sessions.sql.ts";

/** What is kept of the connection that vouched for a session's owner. */
export type VouchedSession = VouchedSessionRow;

/** Notes which connection opened a session, and what the provider calls its own. */
export function noteVouchedSession(
  { tx, now, keys, random }: Work,
  session: { readonly id: string; readonly identityId: string },
  { connectionId, sidHash, samlName }: Vouched,
): Promise<void> {
  const name = samlName && Buffer.from(JSON.stringify(samlName));
  return insertVouchedSession(tx, {
    sessionId: session.id,
    connectionId,
    identityId: session.identityId,
    sidHash: sidHash === null ? null : Buffer.from(sidHash, "base64url"),
    sealedName: name && seal(keys, random, name, session.id),
    createdAt: now(),
  });
}

/** What SAML's sign-out of a session must repeat. */
export function samlNameOf({ keys }: World, { sessionId, sealedName }: VouchedSession): SamlName | null {
  if (sealedName === null) return null;
  return JSON.parse(Buffer.from(unseal(keys, sealedName, sessionId)).toString("utf8")) as SamlName;
}

export const sealedSamlNames: SealedPlace = {
  table: "ssoSessions",
  id: "sessionId",
  column: "sealedName",
  words: ["name of a SAML session", "names of SAML sessions"],
};

export function findVouchedFor(read: Reader, sessionId: string): Promise<VouchedSession | undefined> {
  return findVouchedSession(read, sessionId);
}

/** Which sessions of a connection: all, an identity's, or those of one session at the provider. */
export interface VouchedWhere {
  readonly connectionId: string;
  readonly accountId?: string | undefined;
  readonly identityId?: string | undefined;
  readonly sidHash?: Uint8Array | undefined;
}

/** Who is signed in by a connection still, and by which identity. */
export async function listLiveVouchedAccounts(
  read: Reader,
  connectionId: string,
  limit: number,
): Promise<{ accountId: string; identityId: string }[]> {
  return listLiveVouched(read, { connectionId, most: limit });
}

const most = 500;

/** Ends live sessions that a connection vouched for, some hundred at once. Answers how many; fewer than 500 when none is left. */
export async function endVouchedSessions(
  work: Work,
  where: VouchedWhere,
  how: Omit<Ending, "accountId">,
): Promise<number> {
  const live = await listLiveVouched(work.tx, { ...where, most });
  for (const { sessionId, accountId } of live) await endSession(work, { ...how, accountId, sessionId });
  return live.length;
}

/** Ends all of them, however many there are. Answers how many. */
export async function endEveryVouched(
  work: Work,
  where: VouchedWhere,
  how: Omit<Ending, "accountId">,
): Promise<number> {
  let count = 0;
  let ended: number;
  do {
    ended = await endVouchedSessions(work, where, how);
    count += ended;
  } while (ended === most);
  return count;
}
