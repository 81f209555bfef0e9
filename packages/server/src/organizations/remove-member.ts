import { recordEvent } from "../audit/record-event.ts";
import { endMembership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Removes a member, out of the workspaces too; with the caller's own account, they leave. */
export function removeMember(services: Services, caller: Member, accountId: string): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "remove", accountId }, async (tx, target) => {
    await takeOffBreakGlass(tx, services, caller, target);
    await endMembership(tx, target.organizationId, accountId);
    const type = accountId === caller.account.id ? "member.left" : "member.removed";
    await recordEvent(tx, services, { ...asActor(caller, accountId), type, data: {} });
    return undefined;
  });
}
