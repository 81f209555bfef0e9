import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { type Refusal, refuse } from "../../problems.ts";
import { isOn, readyAllowlist } from "../policies/changing/allowlist-change.ts";
import { decideBindingRequired } from "../policies/binding/binding-required.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { decideEndsOwnership, type MemberAct } from "./permissions.ts";
import type { IpAllowlist } from "../../vocabulary/policies.ts";
import type { Standing } from "../policies/changing/change-facts.ts";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";

export interface OwnershipAct {
  readonly act: MemberAct;
  /** The new role, of `change-role`. */
  readonly to: Role | undefined;
  readonly target: { readonly accountId: string; readonly role: Role; readonly suspendedAt: number | null };
  /** Who does it. */
  readonly callerId: string;
}

/** Who is an owner no more after an act on a member, and who is one instead; undefined when nobody stops being one. */
export function decideOwnerLeaving({
  act,
  to,
  target,
  callerId,
}: OwnershipAct): { readonly leavingId: string; readonly heirId: string | null } | undefined {
  if (act === "transfer-ownership") return { leavingId: callerId, heirId: target.accountId };
  // Whoever is suspended is not counted on.
  return decideEndsOwnership(act, to) && target.role === "owner" && target.suspendedAt === null
    ? { leavingId: target.accountId, heirId: null }
    : undefined;
}

/** Refuses to let an owner go when the IP allowlist would keep out all who are left. One named for break-glass passes it. */
export function decideStranding(
  organization: { readonly name: string },
  list: IpAllowlist | null,
  left: readonly Pick<Standing, "role" | "addresses" | "isBreakGlass">[],
): Refusal<"conflict"> | undefined {
  if (!list?.enabled) return undefined;
  const ready = readyAllowlist(list);
  const mayIn = left.some(
    (owner) => owner.isBreakGlass || owner.addresses.some((address) => isOn(ready, owner, address)),
  );
  if (mayIn) return undefined;
  return refuse("conflict", {
    reason: "owners-addresses",
    detail: `No owner who would be left in ${organization.name} came from an address on its IP allowlist in the last 30 days: nobody could look after it. Add one of theirs to the list first, or ask whoever runs this service to take the list off.`,
  });
}

/**
 * Refuses an heir who is asked for a second factor by now, has none that is allowed, and could bind none: nobody could go on as
 * the owner. Whose grace period still runs, or who can bind one when asked, has a way in.
 */
export function decideHeir(
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
  offered: readonly AuthenticatorKind[],
  now: number,
): Refusal<"conflict"> | undefined {
  const binding = decideBindingRequired(bound, held, now);
  if (!binding || binding.kinds.some((kind) => offered.includes(kind))) return undefined;
  return refuse("conflict", {
    reason: "no-way-in",
    // Who asks is not said: it may be another organization of theirs.
    detail:
      "This member could not get in: they have no second factor that counts for them, and could set none up here. Allow another kind first, such as passkeys, or choose another member.",
  });
}
