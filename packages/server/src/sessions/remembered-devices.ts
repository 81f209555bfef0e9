import { itself, system, type Actor } from "../vocabulary/events/actors.ts";
import { aboutOwn, type Person } from "./caller.ts";
import type { ForgetReason } from "../vocabulary/events/words.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { HeldPolicies } from "../rules/policies/held/held-policies.ts";
import { decideRememberDays } from "../rules/sessions/devices.ts";
import type { Client, Services, Work, View, World } from "../services.ts";
import {
  deleteOldRemembered,
  findRemembered,
  insertRemembered,
  listRemembered,
  listRememberedBeyond,
  markForgotten,
  type RememberedDeviceRow,
  setRememberedDeviceId,
  touchRemembered,
} from "./remembered-devices.sql.ts";
import { clearStandIn } from "./changes.sql.ts";

/** Whether this device is excused from an account's second step, and since when. Asks the database for unknown devices too. */
export function findRememberedDevice(
  view: View,
  deviceId: string | null,
  { accountId, held }: { accountId: string; held: HeldPolicies },
): Promise<{ id: string; createdAt: number } | undefined> {
  const since = sinceOf(view, held);
  return findRemembered(view.read, { accountId, deviceId: deviceId ?? "", now: view.now(), since });
}

// Whoever allows fewer days, or none, means the devices that are excused already as well.
function sinceOf({ now, config }: World, held: HeldPolicies): number {
  return now() - decideRememberDays(config.rememberDeviceDays, held) * 24 * 60 * 60 * 1000;
}

/** Notes that a remembered device stood in for the second step. */
export function noteRememberedUse({ tx, now }: Work, id: string): Promise<void> {
  return touchRemembered(tx, id, now());
}

/** A browser's device gets another id; the accounts that have excused it go on doing so, by that one. */
export function moveRememberedDevice(tx: Tx, before: string, deviceId: string): Promise<void> {
  return setRememberedDeviceId(tx, before, deviceId);
}

/** Excuses a device from the second step for as long as the deployment allows. */
export async function rememberDevice(
  work: Work,
  { accountId, deviceId, client, held }: { accountId: string; deviceId: string; client: Client; held: HeldPolicies },
): Promise<void> {
  const { tx, newId, now, config } = work;
  const days = decideRememberDays(config.rememberDeviceDays, held);
  if (days === 0) return;
  await forget(work, { accountId, deviceId });
  await forgetBeyond(work, accountId, client);
  const id = newId("rdev");
  const expiresAt = now() + days * 24 * 60 * 60 * 1000;
  const { browser, os } = client.device;
  await insertRemembered(tx, {
    id,
    accountId,
    deviceId,
    browser,
    os,
    ip: client.ip,
    createdAt: now(),
    lastUsedAt: now(),
    expiresAt,
  });
  await recordEvent(work, {
    type: "device.remembered",
    accountId,
    actor: itself(accountId),
    client,
    data: { rememberedDeviceId: id, expiresAt },
  });
}

// Room for the one that is remembered: an account has no more of them than sessions.
async function forgetBeyond(work: Work, accountId: string, client: Client): Promise<void> {
  const most = work.config.session.mostPerAccount - 1;
  for (const id of await listRememberedBeyond(work.tx, { accountId, now: work.now(), most })) {
    await forget(work, { accountId, id });
    const data = { rememberedDeviceId: id, reason: "too-many" } as const;
    await recordEvent(work, { type: "device.forgotten", accountId, actor: system, client, data });
  }
}

/** What a forgotten device stood in for has not been proven: sessions it helped to open have only what is left. */
async function forget(work: Work, which: { accountId: string; id?: string; deviceId?: string }): Promise<string[]> {
  const forgotten = await markForgotten(work.tx, which, work.now());
  const { accountId } = which;
  for (const { createdAt } of forgotten) await clearStandIn(work.tx, { accountId, rememberedAt: createdAt });
  return forgotten.map(({ id }) => id);
}

interface Forgetting {
  readonly actor: Actor;
  readonly sessionId?: string | null;
  readonly client?: Client | undefined;
  /** Whose administrator it was. */
  readonly organizationId?: string;
}

/** Forgets all devices of an account: each is asked for the second step again. Answers how many. */
export async function forgetRememberedDevices(
  work: Work,
  accountId: string,
  reason: ForgetReason,
  { actor, sessionId, client, organizationId }: Forgetting,
): Promise<number> {
  const forgotten = await forget(work, { accountId });
  for (const rememberedDeviceId of forgotten)
    await recordEvent(work, {
      type: "device.forgotten",
      accountId,
      actor,
      sessionId: sessionId ?? null,
      client,
      organizationId: organizationId ?? null,
      data: { rememberedDeviceId, reason },
    });
  return forgotten.length;
}

/** Forgets one of the caller's remembered devices. */
export function forgetRememberedDevice(
  services: Services,
  caller: Person,
  id: string,
): Promise<Refusal<"not-found"> | undefined> {
  return services.transact(async (work) => {
    const [forgotten] = await forget(work, { accountId: caller.account.id, id });
    if (forgotten === undefined) return refuse("not-found");
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "device.forgotten",
      data: { rememberedDeviceId: id, reason: "forgotten-by-owner" },
    });
    return undefined;
  });
}

/** The caller's remembered devices, newest first. */
export function listRememberedDevices(
  view: View,
  { held, ...page }: { accountId: string; held: HeldPolicies; before?: string | undefined; limit: number },
): Promise<RememberedDeviceRow[]> {
  return listRemembered(view.read, { ...page, now: view.now(), since: sinceOf(view, held) });
}

/** Forgets rows that expired three months ago. */
export const sweepRememberedDevices: Sweep = (tx, now, most) =>
  deleteOldRemembered(tx, now - 90 * 24 * 60 * 60 * 1000, most);
