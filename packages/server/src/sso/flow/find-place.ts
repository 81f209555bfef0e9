import { parseEmailAddress, type EmailAddress } from "../../accounts/email-address.ts";
import { type Account, findAccountByEmail } from "../../accounts/find-account.ts";
import { findWaitingInvitation } from "../../organizations/waiting-invitation.ts";
import type { Connection } from "../../policies/connections.ts";
import { findDomainOf } from "../../policies/domains.ts";
import { decideLink, type LinkDecision } from "../../rules/sso/linking.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { View } from "../../services.ts";
import { describeAccount } from "./describe-account.ts";

/** What the rule of linking says of somebody who is not known yet, with what it was asked of. */
export interface FoundPlace {
  readonly address: EmailAddress;
  readonly account: Account | undefined;
  readonly invitation: Awaited<ReturnType<typeof findWaitingInvitation>>;
  readonly decision: LinkDecision;
}

/** Asks the rule of linking; undefined for somebody without an address. `hold` keeps an account as it is before it is looked at. */
export async function findPlace(
  { read, now }: View,
  connection: Connection,
  vouched: Pick<Vouched, "address">,
  hold?: (accountId: string) => Promise<unknown>,
): Promise<FoundPlace | undefined> {
  const address = vouched.address === null ? undefined : parseEmailAddress(vouched.address);
  if (!address) return undefined;
  const { organizationId } = connection;
  const account = await findAccountByEmail(read, address.key, now());
  if (account) await hold?.(account.id);
  const invitation = await findWaitingInvitation(read, { organizationId, emailKey: address.key }, now());
  const domain = await findDomainOf(read, address.key);
  const decision = decideLink({
    jit: connection.jit,
    isOfOwnDomain: domain?.organizationId === organizationId && domain.isCapturing,
    isInvited: invitation !== undefined,
    account: account ? await describeAccount(read, connection, account) : null,
  });
  return { address, account, invitation, decision };
}
