import type { JitMode } from "../../vocabulary/sso.ts";

/** What is known of somebody an identity provider names for the first time. The address is only what it says. */
export interface LinkFacts {
  readonly jit: JitMode;
  /** Whether the address belongs to a domain that this organization has proven. */
  readonly isOfOwnDomain: boolean;
  /** Whether the address has an open invitation of this organization. */
  readonly isInvited: boolean;
  /** The account that has the address. */
  readonly account: {
    /** Whether it has a place in this organization. */
    readonly isMember: boolean;
    readonly isSuspendedHere: boolean;
    /** Whether it has a place in another. */
    readonly isElsewhere: boolean;
    /** Whether somebody is known by it at another identity provider, or by another name at this one. */
    readonly isKnownOtherwise: boolean;
  } | null;
}

export type LinkDecision =
  /** The organization manages the address, and the account has no life elsewhere. */
  | { readonly next: "link"; readonly joins: boolean }
  /** Whoever has the account shows once that it is theirs. */
  | { readonly next: "prove-own"; readonly joins: boolean }
  | { readonly next: "make" }
  | { readonly next: "refuse"; readonly reason: "no-place" };

const noPlace: LinkDecision = { next: "refuse", reason: "no-place" };

/** What becomes of somebody who is not known yet. Nobody gains an account by an address alone. */
export function decideLink({ jit, isOfOwnDomain, isInvited, account }: LinkFacts): LinkDecision {
  if (account?.isSuspendedHere) return noPlace;
  const mayJoin = isOfOwnDomain && (jit === "verified-domains" || (jit === "invited" && isInvited));
  if (!account) return mayJoin ? { next: "make" } : noPlace;
  const joins = !account.isMember;
  // An address outside what the organization has proven tells nothing, not even that somebody has it here.
  if (joins && !mayJoin) return noPlace;
  const isManaged = isOfOwnDomain && !account.isElsewhere && !account.isKnownOtherwise;
  return isManaged ? { next: "link", joins } : { next: "prove-own", joins };
}
