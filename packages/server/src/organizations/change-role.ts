import type { Role } from "../vocabulary/roles.ts";
import { recordEvent } from "../audit/record-event.ts";
import { changeMembership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Gives a member another role. */
export function changeRole(
  services: Services,
  caller: Member,
  { accountId, to }: { accountId: string; to: Role },
): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "change-role", accountId, to }, async (work, target) => {
    const from = target.role;
    if (from === to) return undefined;
    if (from === "owner") await takeOffBreakGlass(work, asActor(caller, target.accountId), target);
    await changeMembership(work.tx, target, { role: to });
    const by = asActor(caller, accountId);
    await recordEvent(work, { ...by, type: "member.role-changed", data: { from, to } });
    return undefined;
  });
}
