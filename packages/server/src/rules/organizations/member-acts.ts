import type { Role } from "../../vocabulary/roles.ts";
import { type Refusal, refuse } from "../../problems.ts";
import { decideActsOnOthers, decideEndsOwnership, type MemberAct, notByRole, ownersMakeOwners } from "./permissions.ts";

export interface MemberActFacts {
  readonly act: MemberAct;
  /** Of who acts; they are an active member. */
  readonly role: Role;
  readonly target: { readonly role: Role; readonly isSuspended: boolean; readonly isSelf: boolean };
  /** The new role, of `change-role`. */
  readonly to?: Role | undefined;
  /** How many other owners than the target could act. */
  readonly otherActiveOwners: number;
}

type Refused = Refusal<"not-allowed" | "conflict">;

/** What to do instead of doing it to oneself; undefined: one may. */
const insteadForSelf: Readonly<Record<MemberAct, string | undefined>> = {
  "change-role": "Nobody gives themself another role. Ask an owner of the organization.",
  remove: undefined,
  suspend: "Nobody suspends themself. Leave the organization, or ask an owner.",
  restore: "Nobody restores themself. Ask an owner of the organization.",
  "end-sessions": "This is your own account. Sign your other sessions out under Security, Sessions.",
  "require-password-reset": "This is your own account. Change its password under Security.",
  "transfer-ownership": "You are an owner already. Choose another member.",
};

/** Whether someone may do that to a member. Whoever acts is refused by role first, so that strangers' roles are not told. */
export function decideMemberAct(facts: MemberActFacts): Refused | undefined {
  return decideByRole(facts) ?? decideToSelf(facts) ?? decideByState(facts) ?? decideLastOwner(facts);
}

function decideByRole({ act, role, target, to }: MemberActFacts): Refused | undefined {
  if (act === "remove" && target.isSelf) return undefined;
  const refusal = decideActsOnOthers(role, act);
  if (refusal) return refusal;
  if (role !== "owner" && target.role === "owner")
    return notByRole("Only an owner does that to an owner. Ask one of the organization's owners.");
  return role !== "owner" && to === "owner" ? notByRole(ownersMakeOwners) : undefined;
}

function decideToSelf({ act, target }: MemberActFacts): Refused | undefined {
  const instead = insteadForSelf[act];
  // An owner may step down; that another one is left is asked below.
  if (!target.isSelf || instead === undefined || (act === "change-role" && target.role === "owner")) return undefined;
  return refuse("not-allowed", { reason: "own-membership", detail: instead });
}

function decideByState({ act, target: { role, isSuspended } }: MemberActFacts): Refused | undefined {
  const conflict = (detail: string): Refused => refuse("conflict", { detail });
  if (act === "suspend" && isSuspended) return conflict("This member is suspended already.");
  if (act === "restore" && !isSuspended) return conflict("This member is not suspended.");
  if (act !== "transfer-ownership") return undefined;
  if (isSuspended) return conflict("This member is suspended. Restore them first, or choose another.");
  return role === "owner"
    ? conflict("This member is an owner already. Choose another, or step down yourself.")
    : undefined;
}

function decideLastOwner({ act, target, to, otherActiveOwners }: MemberActFacts): Refused | undefined {
  if (!decideEndsOwnership(act, to) || target.role !== "owner" || target.isSuspended || otherActiveOwners > 0)
    return undefined;
  return refuse("conflict", {
    reason: "last-owner",
    detail: "This is the organization's last owner. Make someone else an owner first.",
  });
}
