import type { Ender } from "../services.ts";
import { endSessions } from "./end-sessions.ts";
import { forgetKnownDevices } from "./known-devices.ts";
import { forgetRememberedDevices } from "./remembered-devices.ts";
import { endEveryVouched } from "./vouched-sessions.ts";

/** Ends an account's sessions; of a connection, those it vouched for. */
export const endAllSessions: Ender<"sessions"> = (work, ended, { word: reason, by, keeps }) => {
  const { sessionId: _own, ...about } = by;
  if (ended.of === "connection") return endEveryVouched(work, ended, { ...about, reason });
  return endSessions(work, { ...about, accountId: ended.accountId, reason, exceptId: keeps?.sessionId ?? null });
};

/** Forgets which devices are excused from an account's second step. */
export const endRememberedDevices: Ender<"rememberedDevices"> = (work, { accountId }, { word, by }) =>
  forgetRememberedDevices(work, accountId, word, by);

/** Forgets which devices an account knew, but for the one that asks. */
export const endKnownDevices: Ender<"knownDevices"> = ({ tx }, { accountId }, { keeps }) =>
  forgetKnownDevices(tx, accountId, keeps?.deviceId ?? null);
