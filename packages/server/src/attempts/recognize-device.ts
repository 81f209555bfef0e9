import { hasHappenedTo } from "../audit/list-events.ts";
import type { Tx } from "../database/database.ts";
import { decideRecognition } from "../rules/sessions/devices.ts";
import type { DeviceRecognition } from "../vocabulary/states.ts";
import { hasKnownDevices, isKnownDevice } from "../sessions/known-devices.ts";
import { hasOpenedFrom } from "../sessions/list-sessions.ts";
import type { Client } from "../services.ts";

/** Whether the account knows the device that signs in. To be asked before the sign-in makes it known. */
export async function recognizeDevice(tx: Tx, client: Client, accountId: string): Promise<DeviceRecognition> {
  // A program keeps no cookie, and anyone can say to be one, and which: where it calls from has to be known as well.
  const isKnown = client.isTokenCaller
    ? await hasOpenedFrom(tx, accountId, client)
    : await isKnownDevice(tx, client.deviceId, accountId);
  if (isKnown) return "known";
  return decideRecognition({
    isKnown,
    hasKnownDevices: await hasKnownDevices(tx, accountId),
    hasSignedIn: await hasHappenedTo(tx, accountId, "sign-in.accepted"),
  });
}
