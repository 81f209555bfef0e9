import { refuse, type Refusal } from "../../problems.ts";

export interface OwnershipFacts {
  readonly organization: { readonly name: string };
  /** How many people there are in it. */
  readonly members: number;
  /** How many other owners could act. */
  readonly otherActiveOwners: number;
}

/** Whether the account of an organization's owner may go. Where nobody else is, the organization goes with it. */
export function decideOwnerMayGo(facts: OwnershipFacts): Refusal<"conflict"> | undefined {
  const { organization, members, otherActiveOwners } = facts;
  if (members === 1 || otherActiveOwners > 0) return undefined;
  return refuse("conflict", {
    reason: "last-owner",
    detail: `You are the last owner of ${organization.name}, which has other members. Hand the ownership over first.`,
  });
}

/** Whether an organization goes with the last account that was in it. */
export function decideIsDeserted(members: number): boolean {
  return members === 0;
}
