import { recordEvent } from "../audit/record-event.ts";
import type { Actor } from "../vocabulary/events/actors.ts";
import type { Client, Work } from "../services.ts";
import { insertAccount } from "./accounts.sql.ts";
import type { EmailAddress } from "./email-address.ts";
import type { Account } from "./find-account.ts";
import { closeSignUps } from "./mailed-links.sql.ts";
import { newAccount } from "./new-account.ts";

/** For whom an account is made, and by whom. */
export interface Provisioned {
  readonly address: EmailAddress;
  readonly name: string;
  readonly actor: Actor;
  readonly organizationId: string;
  readonly client?: Client | undefined;
}

/**
 * Makes an account that signs in through its organization: the organization has proven the domain of the address. Sign-ups that
 * wait for the address are void: whoever began one chose its password. Undefined when the address has an account already.
 */
export async function provisionAccount(
  work: Work,
  { address, name, actor, organizationId, client }: Provisioned,
): Promise<Account | undefined> {
  const { email, key: emailKey } = address;
  const account = newAccount(work, { id: work.newId("acct"), email, emailKey, name });
  if (!(await insertAccount(work.tx, account))) return undefined;
  await closeSignUps(work.tx, emailKey, account.createdAt);
  const about = { accountId: account.id, actor, client, organizationId };
  await recordEvent(work, { ...about, type: "account.created", data: {} });
  return account;
}

/** Voids the sign-ups that wait for an address which an organization manages: whoever began one chose its password. */
export function voidSignUpsOf({ tx, now }: Work, { key }: EmailAddress): Promise<void> {
  return closeSignUps(tx, key, now());
}
