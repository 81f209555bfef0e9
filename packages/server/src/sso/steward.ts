import { holdMember, asAdmin } from "../organizations/hold-member.ts";
import { planOf } from "../policies/retention.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import { decideInPlan } from "../rules/organizations/plans.ts";
import type { Member } from "../sessions/caller.ts";
import type { Actor } from "../vocabulary/events/actors.ts";
import type { Client, Work } from "../services.ts";

/** Why whoever set single sign-on up may not go on. */
export type StewardRefused = Refusal<"not-found" | "not-signed-in" | "not-allowed">;

/** Whoever sets up an organization's single sign-on: one of its admins, or whoever holds a link made for that. */
export interface Steward {
  readonly organizationId: string;
  /** Null for whoever holds a link. */
  readonly accountId: string | null;
  readonly setupLinkId: string | null;
  /** What events say of them. */
  readonly about: {
    readonly actor: Actor;
    readonly organizationId: string;
    readonly sessionId?: string;
    readonly client: Client;
  };
  /** Holds the organization until the transaction ends, and asks anew whether they still may. */
  hold(work: Work): Promise<StewardRefused | undefined>;
}

/** An admin of the organization, as its steward. What its plan no longer holds can still be looked at and switched off. */
export function stewardOf(caller: Member, { isTakingAway = false } = {}): Steward {
  return {
    organizationId: caller.place.id,
    accountId: caller.account.id,
    setupLinkId: null,
    about: asAdmin(caller),
    async hold(work) {
      const held = await holdMember(work.tx, caller, "manage-sso");
      if (isRefusal(held)) return held;
      return isTakingAway ? undefined : decideInPlan(planOf(work, held.organization.plan), "sso");
    },
  };
}
