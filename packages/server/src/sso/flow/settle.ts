import { provisionAccount, voidSignUpsOf } from "../../accounts/provision-account.ts";
import { findIdentity, type LinkWay, noteIdentityUse } from "../../authenticators/identity/identities.ts";
import { lockAccount } from "../../database/lock-account.ts";
import type { Connection } from "../../policies/connections.ts";
import { findMembership } from "../../policies/memberships.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { decideName } from "../../rules/sso/name.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { Client, Work } from "../../services.ts";
import { applyRoles } from "./apply-roles.ts";
import { findPlace } from "./find-place.ts";
import { link } from "./link.ts";

/** Whose account a provider's word is for. */
export type Settled =
  | { readonly next: "accept"; readonly accountId: string; readonly identityId: string }
  | { readonly next: "prove-own"; readonly accountId: string }
  | { readonly next: "refuse"; readonly reason: "no-place"; readonly accountId: string | null };

const noPlace = (accountId: string | null): Settled => ({ next: "refuse", reason: "no-place", accountId });

/** Finds, links or makes the account of somebody a provider has named, as the rule decides, and gives them their place. */
export async function settle(work: Work, connection: Connection, vouched: Vouched, client: Client): Promise<Settled> {
  const { tx } = work;
  await lockOrganization(tx, connection.organizationId);
  const identity = await findIdentity(tx, vouched);
  if (!identity) return settleUnknown(work, connection, vouched, client);
  const { accountId } = identity;
  await lockAccount(tx, accountId);
  const membership = await findMembership(tx, connection.organizationId, accountId);
  if (!membership || membership.suspendedAt !== null) return noPlace(accountId);
  await noteIdentityUse(work, identity.id, vouched);
  await applyRoles(work, connection, { accountId, vouched, client });
  return { next: "accept", accountId, identityId: identity.id };
}

async function settleUnknown(work: Work, connection: Connection, vouched: Vouched, client: Client): Promise<Settled> {
  const found = await findPlace(work, connection, vouched, (id) => lockAccount(work.tx, id));
  if (!found) return noPlace(null);
  const { address, account, invitation, decision } = found;
  if (decision.next === "refuse") return noPlace(account?.id ?? null);
  if (decision.next === "prove-own") return { next: "prove-own", accountId: account!.id };
  const actor = { kind: "identity-provider", id: connection.id } as const;
  const who = { vouched, client, invitation, actor };
  const settled = async (accountId: string, how: LinkWay, joins: boolean): Promise<Settled> => {
    const identityId = await link(work, connection, { ...who, accountId, how, joins });
    return identityId === undefined ? noPlace(accountId) : { next: "accept", accountId, identityId };
  };
  // Whatever a stranger began on the address goes with it.
  if (decision.next === "link") {
    await voidSignUpsOf(work, address);
    return settled(account!.id, "managed-address", decision.joins);
  }
  const name = decideName(vouched.name, address.email);
  const { organizationId } = connection;
  const made = await provisionAccount(work, { address, name, actor, organizationId, client });
  return made ? settled(made.id, "provisioned", true) : noPlace(null);
}
