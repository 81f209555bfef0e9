import { system } from "../../../vocabulary/events/actors.ts";
import { recordEvent } from "../../../audit/record-event.ts";
import type { Services, Work } from "../../../services.ts";
import { markBreachChecked } from "../passwords.sql.ts";

/** Whether a password became public elsewhere. What cannot be asked is let through, and leaves an event. */
export async function findBreached(services: Services, password: string): Promise<"breached" | "clean" | "unknown"> {
  const { breached, now, transact } = services;
  if (!breached) return "unknown";
  const found = await breached.find(password);
  if (found === "unknown" && breached.mayTell(now()))
    await transact((work) =>
      recordEvent(work, { type: "breach-check.failed", accountId: null, actor: system, data: {} }),
    );
  return found;
}

/** Keeps what was found of a password, once, and tells its owner. It locks nobody out. */
export async function noteBreach(
  work: Work,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  found: "breached" | "clean" | "unknown",
): Promise<void> {
  if (found === "unknown") return;
  const isBreached = found === "breached";
  if (!(await markBreachChecked(work.tx, id, work.now(), isBreached)) || !isBreached) return;
  await recordEvent(work, { type: "password.breached", accountId, actor: system, data: {} });
}
