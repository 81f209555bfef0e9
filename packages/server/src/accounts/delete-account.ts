import { system, itself } from "../vocabulary/events/actors.ts";
import { aboutOwn, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { eraseEvents } from "../audit/log/forget/erase-events.ts";
import { endEverything } from "../end-everything.ts";
import type { Client, Services, Work } from "../services.ts";
import { deleteDue, listDue, setDeletion } from "./accounts.sql.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import { holdOwned, listLeftToOthers, removeDeserted } from "./owned-organizations.ts";
import { holdCaller } from "../sessions/hold-caller.ts";

const graceDays = 14;

interface Going {
  readonly organization: { readonly id: string; readonly name: string };
  readonly leavingId: string;
}

/** What it means to an organization that is held that an owner goes; decided in a slice to the right. */
export interface OwnerGoing {
  readonly mayGo: (work: Work, caller: Person, going: Going) => Promise<Refusal<"conflict"> | undefined>;
  /** When all of them let the owner go. */
  readonly goes: (work: Work, caller: Person, going: Going) => Promise<void>;
}

/**
 * Asks for the account's deletion. Ends all sessions; signing in within 14 days calls it back. The organizations it owns
 * together with others have a say.
 */
export async function requestDeletion(
  services: Services,
  caller: Person,
  owner: OwnerGoing,
): Promise<{ deletesAt: number } | Refusal<"not-signed-in" | "conflict">> {
  const { account } = caller;
  const { transact, now } = services;
  const deletesAt = now() + graceDays * 24 * 60 * 60 * 1000;
  return transact(async (work) => {
    const { tx } = work;
    await holdOwned(tx, account.id);
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const needed = await leaveOwned(work, caller, owner);
    if (needed) return needed;
    await setDeletion(tx, account.id, { deletionRequestedAt: now(), deletesAt });
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "account.deletion-requested",
      data: { deletesAt },
    });
    const gone = { of: "account", accountId: account.id } as const;
    await endEverything(work, gone, { reason: "deletion-requested", by: aboutOwn(caller) });
    return { deletesAt };
  });
}

// All of them are asked before anything is done: a refusal undoes nothing.
async function leaveOwned(
  work: Work,
  caller: Person,
  { mayGo, goes }: OwnerGoing,
): Promise<Refusal<"conflict"> | undefined> {
  const leavingId = caller.account.id;
  const left = await listLeftToOthers(work.tx, leavingId);
  if (isRefusal(left)) return left;
  for (const organization of left) {
    const needed = await mayGo(work, caller, { organization, leavingId });
    if (needed) return needed;
  }
  for (const organization of left) await goes(work, caller, { organization, leavingId });
  return undefined;
}

/** Calls a deletion off, because its owner has signed in. */
export async function callOffDeletion(work: Work, accountId: string, client: Client): Promise<void> {
  await setDeletion(work.tx, accountId, { deletionRequestedAt: null, deletesAt: null });
  await recordEvent(work, {
    type: "account.deletion-called-off",
    accountId,
    actor: itself(accountId),
    client,
    data: {},
  });
}

/** Deletes the accounts whose 14 days are over. Their events stay, without what names a person. */
export async function sweepDeletedAccounts(services: Services, ended?: AbortSignal): Promise<void> {
  const { transact, read, now } = services;
  for (const { id } of await listDue(read, now())) {
    ended?.throwIfAborted();
    await transact(async (work) => {
      const owned = await holdOwned(work.tx, id);
      if (!(await deleteDue(work.tx, id, now()))) return;
      await removeDeserted(work, owned);
      await eraseEvents(work, id);
      // Most goes with the row; whatever refers to nothing is ended.
      await endEverything(work, { of: "account", accountId: id }, { reason: "account-deleted", by: { actor: system } });
      await recordEvent(work, { type: "account.deleted", accountId: id, actor: system, data: {} });
    });
  }
}
