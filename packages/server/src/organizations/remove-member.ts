import { recordEvent } from "../audit/record-event.ts";
import { endEverything } from "../end-everything.ts";
import { endMembership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Removes a member, out of the workspaces too; with the caller's own account, they leave. */
export function removeMember(services: Services, caller: Member, accountId: string): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "remove", accountId }, async (work, target) => {
    await takeOffBreakGlass(work, asActor(caller, target.accountId), target);
    await endMembership(work.tx, target.organizationId, accountId);
    const isLeaving = accountId === caller.account.id;
    const by = asActor(caller, accountId);
    await recordEvent(work, { ...by, type: isLeaving ? "member.left" : "member.removed", data: {} });
    const place = { of: "membership", organizationId: target.organizationId, accountId } as const;
    await endEverything(work, place, { reason: isLeaving ? "membership-left" : "membership-ended", by });
    return undefined;
  });
}
