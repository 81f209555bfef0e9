import type { Role } from "../vocabulary/roles.ts";
import { countOtherActiveOwners } from "../accounts/active-owners.ts";
import { findMembership, type Membership } from "../policies/memberships.ts";
import { isRefusal, type Refusal, refuse } from "../problems.ts";
import { decideMemberAct } from "../rules/organizations/member-acts.ts";
import { decideActsOnOthers, type MemberAct } from "../rules/organizations/permissions.ts";
import { decideOwnerLeaving } from "../rules/organizations/stranding.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services, Work } from "../services.ts";
import { holdMember } from "./hold-member.ts";
import { refuseStranding } from "./refuse-stranding.ts";

export type ActRefused = Refusal<"not-found" | "not-allowed" | "conflict" | "not-signed-in">;

/** Whom it is done to, and what it is. */
export interface Wish {
  readonly act: MemberAct;
  readonly accountId: string;
  /** The new role, of `change-role`. */
  readonly to?: Role;
}

type Does<Refused extends Refusal> = (work: Work, target: Membership, own: Membership) => Promise<Refused | undefined>;

/** Does something to a member, when the rules allow it. The organization is held: who its owners are does not change meanwhile. */
export function actOnMember(
  services: Services,
  caller: Member,
  wish: Wish,
  does: Does<ActRefused>,
): Promise<ActRefused | undefined>;
/** The same of something that may be refused for a reason of its own. */
export function actOnMember<Own extends Refusal>(
  services: Services,
  caller: Member,
  wish: Wish,
  does: Does<ActRefused | Own>,
): Promise<ActRefused | Own | undefined>;
export function actOnMember(
  services: Services,
  caller: Member,
  { act, accountId, to }: Wish,
  does: Does<Refusal>,
): Promise<Refusal | undefined> {
  return services.transact<Refusal | undefined>(async (work) => {
    const { tx } = work;
    const isSelf = accountId === caller.account.id;
    const isLeaving = act === "remove" && isSelf;
    const permission = act === "remove" ? "leave" : "manage-members";
    const held = await holdMember(tx, caller, permission, { orSuspended: isLeaving });
    if (isRefusal(held)) return held;
    const { role } = held.membership;
    // Before the look: whoever may not list members does not learn by this who is one.
    const refusal = isSelf ? undefined : decideActsOnOthers(role, act);
    if (refusal) return refusal;
    const target = await findMembership(tx, caller.place.id, accountId);
    if (!target) return refuse("not-found");
    const decided = decideMemberAct({
      act,
      role,
      target: { role: target.role, isSuspended: target.suspendedAt !== null, isSelf },
      to,
      otherActiveOwners: await countOtherActiveOwners(tx, caller.place.id, accountId),
    });
    if (decided) return decided;
    const leaving = decideOwnerLeaving({ act, to, target, callerId: caller.account.id });
    const stranded = leaving && (await refuseStranding(work, caller, { organization: held.organization, ...leaving }));
    return stranded ?? does(work, target, held.membership);
  });
}
