import { isId } from "../crypto/ids.ts";
import { equalBytes, hmacSha256 } from "../crypto/hash.ts";
import type { Keys } from "../crypto/keys.ts";
import type { Reader, Tx } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import {
  deleteDevicesBeyond,
  deleteDevicesOf,
  deleteIdleDevices,
  findDeclinedAt,
  hasDevices,
  isKnown,
  setDeclinedAt,
  setDeviceId,
  upsertKnownDevice,
} from "./known-devices.sql.ts";

// Each sign-in without the cookie makes one. Whoever pushes another's out has passed the whole sign-in a thousand times.
const mostKnown = 1000;

/** The value of the device cookie: the device's id, signed, so that nobody can claim another's. */
export function signDeviceId(keys: Keys, deviceId: string): string {
  return `${deviceId}.${Buffer.from(hmacSha256(keys[0].derive("device-cookie"), deviceId)).toString("base64url")}`;
}

/** The device a cookie names, or null when it was not signed here. */
export function readDeviceCookie(keys: Keys, cookie: string | undefined): string | null {
  const [deviceId = "", signature = ""] = (cookie ?? "").split(".");
  if (!isId("devc", deviceId)) return null;
  const given = Buffer.from(signature, "base64url");
  return keys.some((key) => equalBytes(hmacSha256(key.derive("device-cookie"), deviceId), given)) ? deviceId : null;
}

/** Whether this device has signed in to this account before. Asks the database for unknown accounts too, so that both cost the same. */
export function isKnownDevice(read: Reader, deviceId: string | null, accountId: string | null): Promise<boolean> {
  return isKnown(read, deviceId ?? "", accountId ?? "");
}

export async function rememberKnownDevice(tx: Tx, deviceId: string, accountId: string, now: number): Promise<void> {
  await upsertKnownDevice(tx, deviceId, accountId, now);
  await deleteDevicesBeyond(tx, accountId, mostKnown);
}

/** A browser's device gets another id; the accounts that know it know it by that one. */
export function moveKnownDevice(tx: Tx, before: string, deviceId: string): Promise<void> {
  return setDeviceId(tx, before, deviceId);
}

/** When a passkey was last declined on this device; null when it was not. */
export function findOfferDeclinedAt(read: Reader, deviceId: string | null, accountId: string): Promise<number | null> {
  return findDeclinedAt(read, deviceId ?? "", accountId);
}

/** Notes that a passkey was declined on this device. False when the device is not known. */
export function declineOfferOn(tx: Tx, deviceId: string | null, accountId: string, now: number): Promise<boolean> {
  return setDeclinedAt(tx, deviceId ?? "", accountId, now);
}

/** As long as a browser keeps the cookie. */
export const deviceCookieSeconds = 400 * 24 * 60 * 60;

/** Forgets devices whose cookie has expired. */
export const sweepKnownDevices: Sweep = (tx, now, most) =>
  deleteIdleDevices(tx, now - deviceCookieSeconds * 1000, most);

/** Forgets which devices an account knew, but for the one that asks: whoever had its password may have made some of them. */
export function forgetKnownDevices(tx: Tx, accountId: string, exceptDeviceId: string | null = null): Promise<number> {
  return deleteDevicesOf(tx, accountId, exceptDeviceId ?? "");
}

/** Whether an account knows any device. */
export function hasKnownDevices(read: Reader, accountId: string): Promise<boolean> {
  return hasDevices(read, accountId);
}
