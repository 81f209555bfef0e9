import type { Account } from "../../accounts/find-account.ts";
import { listIdentities } from "../../authenticators/identity/identities.ts";
import type { Reader } from "../../database/database.ts";
import type { Connection } from "../../policies/connections.ts";
import { listPlaces } from "../../policies/memberships.ts";
import type { LinkFacts } from "../../rules/sso/linking.ts";

/** What the rule of linking asks of an account. */
export async function describeAccount(
  read: Reader,
  { id, organizationId }: Pick<Connection, "id" | "organizationId">,
  { id: accountId }: Pick<Account, "id">,
): Promise<NonNullable<LinkFacts["account"]>> {
  const places = await listPlaces(read, accountId);
  const here = places.find((place) => place.organizationId === organizationId);
  const known = await listIdentities(read, accountId);
  return {
    isMember: here !== undefined,
    isSuspendedHere: here !== undefined && here.suspendedAt !== null,
    isElsewhere: places.some((place) => place.organizationId !== organizationId),
    isKnownOtherwise: known.some(({ connectionId }) => connectionId === id),
  };
}
