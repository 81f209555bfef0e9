import { refuse, type Refusal } from "../problems.ts";
import { isOn, readyAllowlist } from "./allowlist-guards.ts";
import type { MemberAct } from "./member-roles.ts";
import type { IpAllowlist } from "./policies.ts";
import type { Standing } from "./policy-change-facts.ts";
import type { Role } from "./permissions.ts";

/** Whether an act leaves an organization with one owner less. */
export function decideEndsOwnership(act: MemberAct, target: Role, to: Role | undefined): boolean {
  return target === "owner" && (act === "remove" || act === "suspend" || (act === "change-role" && to !== "owner"));
}

/** Refuses to let an owner go when the IP allowlist would keep out all who are left. One named for break-glass passes it. */
export function decideStranding(
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
    detail:
      "No other owner came from an address on the IP allowlist in the last 30 days: nobody could look after the organization. Add one of theirs to the list first.",
  });
}
