import { parseEmailAddress } from "../../accounts/email-address.ts";
import { type Account, findAccountByEmail } from "../../accounts/find-account.ts";
import { provisionAccount, voidSignUpsOf } from "../../accounts/provision-account.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { findIdentity, linkIdentity, type LinkWay, noteIdentityUse } from "../../authenticators/identity/identities.ts";
import { lockAccount } from "../../database/lock-account.ts";
import { findWaitingInvitation, spendInvitation } from "../../organizations/waiting-invitation.ts";
import type { Connection } from "../../policies/connections.ts";
import { findDomainOf } from "../../policies/domains.ts";
import { addMember, findMembership, findRoom } from "../../policies/memberships.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { isRefusal } from "../../problems.ts";
import { decideLink, type LinkDecision } from "../../rules/sso/linking.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { Client, Work } from "../../services.ts";
import { applyRoles } from "./apply-roles.ts";
import { describeAccount } from "./describe-account.ts";

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
  const { tx, now } = work;
  const address = vouched.address === null ? undefined : parseEmailAddress(vouched.address);
  if (!address) return noPlace(null);
  const { organizationId } = connection;
  const account = await findAccountByEmail(tx, address.key, now());
  if (account) await lockAccount(tx, account.id);
  const invitation = await findWaitingInvitation(tx, { organizationId, emailKey: address.key }, now());
  const domain = await findDomainOf(tx, address.key);
  const decision = decideLink({
    jit: connection.jit,
    isOfOwnDomain: domain?.organizationId === organizationId && domain.isCapturing,
    isInvited: invitation !== undefined,
    account: account ? await describeAccount(tx, connection, account) : null,
  });
  if (decision.next === "refuse") return noPlace(account?.id ?? null);
  if (decision.next === "prove-own") return { next: "prove-own", accountId: account!.id };
  const who = { vouched, client, invitation };
  if (decision.next === "link")
    return link(work, connection, { ...who, account: account!, how: "managed-address", decision });
  const name = vouched.name?.trim().slice(0, 100) || address.email.split("@")[0]!;
  const actor = { kind: "identity-provider", id: connection.id } as const;
  const made = await provisionAccount(work, { address, name, actor, organizationId, client });
  return made ? link(work, connection, { ...who, account: made, how: "provisioned", decision }) : noPlace(null);
}

interface Linking {
  readonly account: Account;
  readonly how: LinkWay;
  readonly vouched: Vouched;
  readonly client: Client;
  readonly decision: LinkDecision;
  readonly invitation: Awaited<ReturnType<typeof findWaitingInvitation>>;
}

async function link(work: Work, connection: Connection, linking: Linking): Promise<Settled> {
  const { account, how, vouched, client, decision, invitation } = linking;
  const { organizationId, id: connectionId } = connection;
  const actor = { kind: "identity-provider", id: connectionId } as const;
  const about = { accountId: account.id, actor, client, organizationId };
  const address = parseEmailAddress(account.email);
  if (address) await voidSignUpsOf(work, address);
  if (decision.next === "make" || (decision.next === "link" && decision.joins)) {
    const room = await findRoom(work, account.id);
    if (isRefusal(room)) return noPlace(account.id);
    const role = (invitation && (await spendInvitation(work, invitation))) ?? "member";
    await addMember(work, room, { organizationId, role });
    const data = { role, ...(invitation && { invitationId: invitation.id }) };
    await recordEvent(work, { ...about, type: "member.added", data });
  }
  const identity = await linkIdentity(work, vouched, { accountId: account.id, how });
  if (!identity) return noPlace(account.id);
  const data = { connectionId, identityId: identity.id, how };
  await recordEvent(work, { ...about, type: "identity.linked", data });
  await applyRoles(work, connection, { accountId: account.id, vouched, client });
  return { next: "accept", accountId: account.id, identityId: identity.id };
}
