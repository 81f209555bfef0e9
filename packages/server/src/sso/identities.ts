import { findCaptured } from "../accounts/captured.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { type Identity, listIdentities, listIdentitiesOfMembers } from "../authenticators/identity/identities.ts";
import type { Reader } from "../database/database.ts";
import { endEverything } from "../end-everything.ts";
import { findConnection } from "../policies/connections.ts";
import { findMembership } from "../policies/memberships.ts";
import { findOrganization } from "../policies/organizations.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideHasWayIn } from "../rules/sso/other-way-in.ts";
import type { Services } from "../services.ts";
import type { Steward, StewardRefused } from "./steward.ts";

/** An identity with what it is called where. */
export interface IdentityListing {
  readonly identity: Identity;
  readonly connection: { readonly id: string; readonly name: string };
  readonly organization: { readonly id: string; readonly name: string };
}

/** What an account is known by, everywhere. */
export async function listOwn(read: Reader, accountId: string): Promise<IdentityListing[]> {
  return describeAll(read, await listIdentities(read, accountId));
}

/** What a member is known by at one organization's providers. */
export async function listOfMember(
  read: Reader,
  organizationId: string,
  accountId: string,
): Promise<IdentityListing[] | Refusal<"not-found">> {
  if (!(await findMembership(read, organizationId, accountId))) return refuse("not-found");
  return describeAll(read, await listIdentitiesOfMembers(read, organizationId, [accountId]));
}

async function describeAll(read: Reader, identities: readonly Identity[]): Promise<IdentityListing[]> {
  const described: IdentityListing[] = [];
  for (const identity of identities) {
    const [connection, organization] = await Promise.all([
      findConnection(read, identity.connectionId),
      findOrganization(read, identity.organizationId),
    ]);
    if (!connection || !organization) continue;
    described.push({
      identity,
      connection: { id: connection.id, name: connection.name },
      organization: { id: organization.id, name: organization.name },
    });
  }
  return described;
}

/** Unlinks a member's identity, and says whether they have another way in. A person cannot do it themselves. */
export function unlinkMember(
  services: Services,
  steward: Steward,
  { accountId, id }: { readonly accountId: string; readonly id: string },
): Promise<{ readonly otherWayIn: boolean } | StewardRefused> {
  return services.transact(async (work): Promise<{ readonly otherWayIn: boolean } | StewardRefused> => {
    const held = await steward.hold(work);
    if (held) return held;
    const { organizationId, about: by } = steward;
    const all = await listIdentities(work.tx, accountId);
    const identity = all.find((each) => each.id === id && each.organizationId === organizationId);
    if (!identity) return refuse("not-found");
    const { connectionId } = identity;
    const ended = { of: "connection", organizationId, connectionId, accountId } as const;
    await endEverything(work, ended, { reason: "identity-unlinked", by });
    const kinds = (await gatherBound(work, accountId)).map(({ kind }) => kind);
    const identities = (await listIdentities(work.tx, accountId)).map((each) => each.id);
    return { otherWayIn: decideHasWayIn({ captured: await findCaptured(work, accountId), kinds, identities }) };
  });
}
