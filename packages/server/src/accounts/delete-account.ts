import { recordEvent } from "../audit/record-event.ts";
import { eraseEvents } from "../audit/log/forget/erase-events.ts";
import type { Tx } from "../database/database.ts";
import type { Caller } from "../sessions/caller.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import type { Client, Services } from "../services.ts";
import { deleteDue, listDue, setDeletion } from "./accounts.sql.ts";
import type { Refusal } from "../problems.ts";
import { holdOwned, refuseLastOwner, removeDeserted } from "./owned-organizations.ts";
import { holdCaller } from "../sessions/hold-caller.ts";

const graceDays = 14;

/** Asks whether an owner may go from an organization that is held, as far as what it asks of its people is concerned. */
export type OwnerGuard = (
  tx: Tx,
  services: Services,
  caller: Caller,
  leaving: { readonly organization: { readonly id: string; readonly name: string }; readonly leavingId: string },
) => Promise<Refusal<"conflict"> | undefined>;

/**
 * Asks for the account's deletion. Ends all sessions; signing in within 14 days calls it back. Who looks after organizations is
 * asked of `guard`: what they ask of their owners is decided in a slice to the right.
 */
export async function requestDeletion(
  services: Services,
  caller: Caller,
  guard: OwnerGuard,
): Promise<{ deletesAt: number } | Refusal<"not-signed-in" | "conflict">> {
  const { account, session, client } = caller;
  const { transact, now } = services;
  const deletesAt = now() + graceDays * 24 * 60 * 60 * 1000;
  return transact(async (tx) => {
    await holdOwned(tx, account.id);
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const needed = await refuseLastOwner(tx, account.id, (organization) =>
      guard(tx, services, caller, { organization, leavingId: account.id }),
    );
    if (needed) return needed;
    const actor = { kind: "account", id: account.id } as const;
    await setDeletion(tx, account.id, { deletionRequestedAt: now(), deletesAt });
    await recordEvent(tx, services, {
      type: "account.deletion-requested",
      accountId: account.id,
      actor,
      sessionId: session.id,
      client,
      data: { deletesAt },
    });
    await endSessions(tx, services, {
      accountId: account.id,
      actor,
      reason: "account-deleted",
      client,
      exceptId: null,
    });
    return { deletesAt };
  });
}

/** Calls a deletion off, because its owner has signed in. */
export async function callOffDeletion(tx: Tx, services: Services, accountId: string, client: Client): Promise<void> {
  await setDeletion(tx, accountId, { deletionRequestedAt: null, deletesAt: null });
  await recordEvent(tx, services, {
    type: "account.deletion-called-off",
    accountId,
    actor: { kind: "account", id: accountId },
    client,
    data: {},
  });
}

/** Deletes the accounts whose 14 days are over. Their events stay, without what names a person. */
export async function sweepDeletedAccounts(services: Services): Promise<void> {
  const { transact, database, now } = services;
  for (const { id } of await listDue(database.read, now())) {
    await transact(async (tx) => {
      const owned = await holdOwned(tx, id);
      if (!(await deleteDue(tx, id, now()))) return;
      await removeDeserted(tx, services, owned);
      await eraseEvents(tx, services, id);
      await recordEvent(tx, services, { type: "account.deleted", accountId: id, actor: { kind: "system" }, data: {} });
    });
  }
}
