import { endEverything } from "../end-everything.ts";
import { recordEvent } from "../audit/record-event.ts";
import { changeMembership } from "../policies/memberships.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Keeps a member out of the organization until they are restored. Their account goes on elsewhere. */
export function suspendMember(services: Services, caller: Member, accountId: string): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "suspend", accountId }, async (work, target) => {
    await takeOffBreakGlass(work, asActor(caller, target.accountId), target);
    await changeMembership(work.tx, target, { suspendedAt: services.now() });
    const by = asActor(caller, accountId);
    await recordEvent(work, { ...by, type: "member.suspended", data: {} });
    const place = { of: "membership", organizationId: target.organizationId, accountId } as const;
    await endEverything(work, place, { reason: "membership-suspended", by });
    return undefined;
  });
}

/** Lets a suspended member in again. */
export function restoreMember(services: Services, caller: Member, accountId: string): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "restore", accountId }, async (work, target) => {
    await changeMembership(work.tx, target, { suspendedAt: null });
    await recordEvent(work, { ...asActor(caller, accountId), type: "member.restored", data: {} });
    return undefined;
  });
}
