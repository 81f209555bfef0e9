import type { Proof } from "../vocabulary/proofs.ts";
import type { Ender } from "../services.ts";
import { endSession, endSessions } from "./end-sessions.ts";
import { forgetKnownDevices } from "./known-devices.ts";
import { forgetRememberedDevices } from "./remembered-devices.ts";
import { listUnended } from "./trust.sql.ts";

/** Ends an account's sessions; of a connection, those it had a part in. */
export const endAllSessions: Ender<"sessions"> = async (
  work,
  ended,
  { word, by: { sessionId: _own, ...by }, keeps },
) => {
  const about = { ...by, accountId: ended.accountId, reason: word };
  if (ended.of !== "connection") return endSessions(work, { ...about, exceptId: keeps?.sessionId ?? null });
  let count = 0;
  for (const { id: sessionId, proofs } of await listUnended(work.tx, ended.accountId)) {
    const isFromIt = (JSON.parse(proofs) as Proof[]).some((proof) => ended.identityIds.includes(proof.authenticatorId));
    if (!isFromIt) continue;
    await endSession(work, { ...about, sessionId });
    count++;
  }
  return count;
};

/** Forgets which devices are excused from an account's second step. */
export const endRememberedDevices: Ender<"rememberedDevices"> = (work, { accountId }, { word, by }) =>
  forgetRememberedDevices(work, accountId, word, by);

/** Forgets which devices an account knew, but for the one that asks. */
export const endKnownDevices: Ender<"knownDevices"> = ({ tx }, { accountId }, { keeps }) =>
  forgetKnownDevices(tx, accountId, keeps?.deviceId ?? null);
