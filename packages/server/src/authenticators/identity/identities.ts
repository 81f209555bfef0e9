import type { Reader } from "../../database/database.ts";
import type { Attributes, Vouched } from "../../vocabulary/sso.ts";
import type { Work } from "../../services.ts";
import {
  countUsedSince,
  findLinked,
  type IdentityRow,
  insertIdentity,
  listLinkedTo,
  listOfConnection,
  listOfMembers,
  setIdentityUsed,
} from "./identities.sql.ts";

/** What an account is known by at an identity provider: connection, issuer and subject. */
export interface Identity extends Omit<IdentityRow, "attributes"> {
  /** As said last; null where it was more than is sent or kept, from which nothing follows. */
  readonly attributes: Attributes | null;
}

// What is not whole says nothing of what another rule would make of it.
const written = ({ attributes, isOverage, isCut }: Vouched): string | null =>
  isOverage || isCut ? null : JSON.stringify(attributes);

/** How an identity came to be linked. */
export const linkWays = ["managed-address", "own-proof", "provisioned"] as const;
export type LinkWay = (typeof linkWays)[number];

function toIdentity(row: IdentityRow): Identity {
  return { ...row, attributes: row.attributes === null ? null : (JSON.parse(row.attributes) as Attributes) };
}

export async function findIdentity(
  read: Reader,
  { connectionId, subjectKey }: Pick<Vouched, "connectionId" | "subjectKey">,
): Promise<Identity | undefined> {
  const row = await findLinked(read, connectionId, subjectKey);
  return row && toIdentity(row);
}

/** Everything an account is known by. */
export async function listIdentities(read: Reader, accountId: string): Promise<Identity[]> {
  return (await listLinkedTo(read, accountId)).map(toIdentity);
}

export async function listIdentitiesAt(
  read: Reader,
  page: { connectionId: string; limit: number; before?: string | undefined },
): Promise<Identity[]> {
  return (await listOfConnection(read, page)).map(toIdentity);
}

/** So far is counted who came lately: it is a sign that a connection is used, and asked for with every look at one. */
const mostRecent = 1000;

/** How many people have come by a connection since; a thousand means as many or more. */
export function countRecentPeople(read: Reader, connectionId: string, since: number): Promise<number> {
  return countUsedSince(read, { connectionId, since, most: mostRecent });
}

export async function listIdentitiesOfMembers(
  read: Reader,
  organizationId: string,
  accountIds: readonly string[],
): Promise<Identity[]> {
  return (await listOfMembers(read, organizationId, accountIds)).map(toIdentity);
}

/** Links somebody to an account. Undefined when another request has linked them meanwhile. */
export async function linkIdentity(
  { tx, newId, now }: Work,
  vouched: Vouched,
  { accountId, how }: { readonly accountId: string; readonly how: LinkWay },
): Promise<Identity | undefined> {
  const { connectionId, organizationId, subjectKey, subject, address } = vouched;
  const row: IdentityRow = {
    ...{ id: newId("idnt"), connectionId, organizationId, accountId, subjectKey, subject, address, how },
    linkedAt: now(),
    lastUsedAt: now(),
    attributes: written(vouched),
    unlinkedAt: null,
  };
  return (await insertIdentity(tx, row)) ? toIdentity(row) : undefined;
}

/** Notes what the provider says of somebody now. */
export async function noteIdentityUse({ tx, now }: Work, id: string, vouched: Vouched): Promise<void> {
  await setIdentityUsed(tx, id, { lastUsedAt: now(), address: vouched.address, attributes: written(vouched) });
}
