import type { Proof } from "../../vocabulary/proofs.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Allowlist } from "../policies/allowlist.ts";
import type { Source } from "../policies/held/held-policies.ts";
import { isAhead } from "../../vocabulary/instants.ts";
import { confirmedAt } from "../step-up/step-up.ts";
import { decidePhishingResistance } from "../sign-in/assurance.ts";

/** An IP allowlist that is on, and whose. */
export interface HeldAllowlist {
  readonly everyone: Allowlist;
  /** What owners and admins are held to instead, where it is set. */
  readonly admins: Allowlist | null;
  readonly source: Source;
}

/** A workspace's own session limits. */
export interface HeldLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  readonly source: Source;
}

export interface ActingFacts {
  readonly role: Role;
  readonly suspendedAt: number | null;
  readonly isBreakGlass: boolean;
  /** The organization's and the workspace's: an address must be on both. */
  readonly allowlists: readonly HeldAllowlist[];
  readonly address: string;
  /** Of the workspace somebody acts in. */
  readonly limits: HeldLimits | null;
  /** When this session last acted in that workspace. */
  readonly lastUsedAt: number | null;
}

export type ActingDecision =
  | { readonly may: true; readonly byBreakGlass: boolean }
  | { readonly may: false; readonly refusal: Refusal<"not-allowed"> }
  /** The workspace's limit has passed: a fresh proof is needed to go on there. */
  | { readonly may: "after-proof"; readonly source: Source };

/** Whether a session may act in an organization, or a workspace of it, from where it is. */
export function decideActing(facts: ActingFacts, proofs: readonly Proof[], now: number): ActingDecision {
  const { suspendedAt, allowlists, address, isBreakGlass, limits } = facts;
  if (suspendedAt !== null) return { may: false, refusal: suspended };
  const shut = allowlists.find((each) => !listForRole(each, facts.role).has(address));
  const byBreakGlass = shut !== undefined && isBreakGlass && decidePhishingResistance(proofs);
  if (shut && !byBreakGlass) return { may: false, refusal: keptOut(address, shut.source, isBreakGlass) };
  if (limits && isPast(limits, confirmedAt(proofs, now), facts.lastUsedAt ?? 0, now))
    return { may: "after-proof", source: limits.source };
  return { may: true, byBreakGlass };
}

/** The list somebody is held to: owners and admins to their own, where there is one. */
export function listForRole({ everyone, admins }: Pick<HeldAllowlist, "everyone" | "admins">, role: Role): Allowlist {
  return (role === "owner" || role === "admin" ? admins : null) ?? everyone;
}

function isPast({ idleSeconds, absoluteSeconds }: HeldLimits, provenAt: number, usedAt: number, now: number): boolean {
  return (
    now >= Math.max(provenAt, isAhead(usedAt, now) ? 0 : usedAt) + idleSeconds * 1000 ||
    now >= provenAt + absoluteSeconds * 1000
  );
}

const suspended = refuse("not-allowed", {
  reason: "membership-suspended",
  detail: "Your membership in this organization is suspended. Ask one of its administrators.",
});

function keptOut(address: string, source: Source, isBreakGlass: boolean): Refusal<"not-allowed"> {
  const or = isBreakGlass ? ", or in an emergency sign in with your passkey" : "";
  return refuse("not-allowed", {
    reason: "ip-allowlist",
    detail: `${source.organization.name} can be used from its own networks only, and ${address} is not one of them. Connect from one of them${or}; your session goes on there.`,
    policy: { name: "ipAllowlist", organization: source.organization, workspace: source.workspace },
  });
}
