import { itself } from "../vocabulary/events/actors.ts";
import type { Tx } from "../database/database.ts";
import { findMembership, type Membership } from "../policies/memberships.ts";
import { lockOrganization, type Organization } from "../policies/organizations.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideMay, type Permission } from "../rules/organizations/permissions.ts";
import type { Member } from "../sessions/caller.ts";
import { holdCaller } from "../sessions/hold-caller.ts";

/** An organization held for the transaction, and what the caller is in it by now. */
export interface HeldOrganization {
  readonly organization: Organization;
  readonly membership: Membership;
}

/**
 * Holds the organization and the caller's account until the transaction ends, and reads anew what the caller is there: the
 * role may have been taken away since the request was let in. With `orSuspended` whoever is suspended there may, too.
 */
export async function holdMember(
  tx: Tx,
  caller: Member,
  permission: Permission,
  { orSuspended = false } = {},
): Promise<HeldOrganization | Refusal<"not-found" | "not-signed-in" | "not-allowed">> {
  const organization = await lockOrganization(tx, caller.place.id);
  const ended = await holdCaller(tx, caller);
  if (ended) return ended;
  const membership = await findMembership(tx, caller.place.id, caller.account.id);
  if (!organization || !membership || (membership.suspendedAt !== null && !orSuspended)) return refuse("not-found");
  if (!decideMay(membership.role, permission))
    return refuse("not-allowed", { reason: "role", detail: "Your role in this organization does not include that." });
  return { organization, membership };
}

/** What an event of the organization says of an admin who did it. */
export function asAdmin({ account, session, client, place }: Member) {
  const actor = { kind: "organization-admin", id: account.id } as const;
  return { actor, organizationId: place.id, sessionId: session.id, client };
}

/** The same of something that happened to a member: what people do to themselves, they do as themselves. */
export function asActor(caller: Member, accountId: string) {
  const isSelf = accountId === caller.account.id;
  return { ...asAdmin(caller), ...(isSelf && { actor: itself(accountId) }), accountId };
}
