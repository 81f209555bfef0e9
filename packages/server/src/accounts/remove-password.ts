import { aboutOwn, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { gatherStanding } from "../authenticators/gather-standing.ts";
import { unbindPassword } from "../authenticators/password/bind-password.ts";
import { noteProtection } from "../policies/note-protection.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideUnbinding } from "../rules/authenticators/unbinding.ts";
import { type ChangedSession, replaceToken } from "../sessions/replace-token.ts";
import { holdCaller } from "../sessions/hold-caller.ts";
import { forgetRememberedDevices } from "../sessions/remembered-devices.ts";
import type { Services } from "../services.ts";
import { refuseCaptured } from "./captured.ts";
import { voidMailedLinks } from "./void-mailed-links.ts";

/** Takes the caller's password away. Something must be left that opens the account alone. */
export function removePassword(
  services: Services,
  caller: Person,
): Promise<ChangedSession | Refusal<"not-found" | "not-signed-in" | "not-allowed" | "last-authenticator">> {
  const { transact } = services;
  const { account } = caller;
  return transact(async (work) => {
    const ended = (await holdCaller(work.tx, caller)) ?? (await refuseCaptured(work, account));
    if (ended) return ended;
    const { bound, holding } = await gatherStanding(work, account.id);
    const password = bound.find(({ kind }) => kind === "password");
    if (!password) return refuse("not-found");
    const decision = decideUnbinding(bound, password.id, holding.held);
    if ("refused" in decision) return decision;
    await unbindPassword(work, aboutOwn(caller));
    await voidMailedLinks(work, account.id);
    await forgetRememberedDevices(work, account.id, "authenticator-unbound", aboutOwn(caller));
    await recordEvent(work, { ...aboutOwn(caller), type: "password.removed", data: {} });
    await noteProtection(work, aboutOwn(caller), { change: "password-removed" });
    return replaceToken(work, caller);
  });
}
