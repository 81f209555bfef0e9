import { isStanding } from "../accounts/active-owners.ts";
import { recordEvent } from "../audit/record-event.ts";
import { lockAccount } from "../database/lock-account.ts";
import { changeMembership } from "../policies/memberships.ts";
import { refuse } from "../problems.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asActor } from "./hold-member.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** Makes another member the owner in the caller's place; the caller stays as an admin. */
export function transferOwnership(
  services: Services,
  caller: Member,
  accountId: string,
): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "transfer-ownership", accountId }, async (work, target, own) => {
    // Held against a deletion that is asked for at this moment.
    await lockAccount(work.tx, accountId);
    if (!(await isStanding(work.tx, accountId)))
      return refuse("conflict", {
        detail: "This member's account is suspended or about to be deleted. Choose another.",
      });
    await takeOffBreakGlass(work, asActor(caller, own.accountId), own);
    await changeMembership(work.tx, target, { role: "owner" });
    await changeMembership(work.tx, own, { role: "admin" });
    const self = asActor(caller, own.accountId);
    await recordEvent(work, { ...self, type: "ownership.transferred", data: { to: accountId } });
    const made = { from: target.role, to: "owner" } as const;
    await recordEvent(work, { ...asActor(caller, accountId), type: "member.role-changed", data: made });
    const stepped = { from: own.role, to: "admin" } as const;
    await recordEvent(work, { ...self, type: "member.role-changed", data: stepped });
    return undefined;
  });
}
