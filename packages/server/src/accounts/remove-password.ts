import type { Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { gatherBound } from "../authenticators/gather-bound.ts";
import { unbindPassword } from "../authenticators/password/bind-password.ts";
import { gatherHolding } from "../policies/holdings.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideUnbinding } from "../rules/authenticators/unbinding.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import { forgetRememberedDevices } from "../sessions/remembered-devices.ts";
import type { Services } from "../services.ts";
import { voidMailedLinks } from "./void-mailed-links.ts";

/** Takes the caller's password away. Something must be left that opens the account alone. */
export function removePassword(
  services: Services,
  caller: Person,
): Promise<Refusal<"not-found" | "not-signed-in" | "last-authenticator"> | undefined> {
  const { transact } = services;
  const { account, session, client } = caller;
  const actor = { kind: "account", id: account.id } as const;
  return transact(async (work) => {
    const ended = await holdCaller(work.tx, caller);
    if (ended) return ended;
    const bound = await gatherBound(work, account.id);
    const password = bound.find(({ kind }) => kind === "password");
    if (!password) return refuse("not-found");
    const { held } = await gatherHolding(work.tx, account.id);
    const decision = decideUnbinding(bound, password.id, held);
    if ("refused" in decision) return decision;
    await unbindPassword(work, account.id);
    await voidMailedLinks(work, account.id);
    const by = { actor, sessionId: session.id, client };
    await forgetRememberedDevices(work, account.id, "authenticator-unbound", by);
    await recordEvent(work, { ...by, type: "password.removed", accountId: account.id, data: {} });
    return undefined;
  });
}
