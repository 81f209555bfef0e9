import { secondFactorKinds } from "../../vocabulary/kinds.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Reader } from "../../database/database.ts";
import { changeMembership, listMembersByRole } from "../../policies/memberships.ts";
import { findPolicies, valuesOf } from "../../policies/stored-policies.ts";
import type { Refusal } from "../../problems.ts";
import { decideBreakGlass } from "../../rules/policies/changing/break-glass.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { asAdmin, holdMember } from "../hold-member.ts";
import { listOwners } from "./gather-change.ts";
import { listActiveOwners, type OwnerRow } from "./members.sql.ts";

/** An owner who may pass the IP allowlist in an emergency. */
export interface BreakGlassOwner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly namedAt: number;
  readonly hasPasskey: boolean;
}

export async function listBreakGlass(read: Reader, organizationId: string): Promise<BreakGlassOwner[]> {
  const rows = await listActiveOwners(read, { organizationId, workspaceId: null }, secondFactorKinds);
  const named = rows.filter((row): row is OwnerRow & { breakGlassAt: number } => row.breakGlassAt !== null);
  return named.map(({ id, name, email, breakGlassAt, passkey }) => ({
    ...{ id, name, email, namedAt: breakGlassAt },
    hasPasskey: passkey === 1,
  }));
}

/** Names two owners for break-glass, or none. Who was named and is again keeps the date. */
export async function nameBreakGlass(
  services: Services,
  caller: Member,
  named: readonly string[],
): Promise<Refusal<"not-found" | "not-allowed" | "not-signed-in" | "invalid-request"> | undefined> {
  const { place } = caller;
  const scope = { organizationId: place.id, workspaceId: null };
  return services.transact(async (work) => {
    const { tx } = work;
    const held = await holdMember(tx, caller, "name-break-glass");
    if ("refused" in held) return held;
    const owners = await listOwners(work, scope, [], caller);
    const policies = valuesOf(await findPolicies(tx, place.id));
    const unfit = decideBreakGlass({ named, owners, policies });
    if (unfit) return unfit;
    // Suspended owners too: of those named before, nobody stays.
    const all = await listMembersByRole(tx, place.id, "owner");
    const changed = all.filter(({ accountId, breakGlassAt }) => named.includes(accountId) !== (breakGlassAt !== null));
    for (const membership of changed)
      await changeMembership(tx, membership, {
        breakGlassAt: membership.breakGlassAt === null ? work.now() : null,
      });
    if (changed.length === 0) return undefined;
    await recordEvent(work, {
      type: "break-glass.changed",
      accountId: null,
      ...asAdmin(caller),
      data: { owners: [...named] },
    });
    return undefined;
  });
}
