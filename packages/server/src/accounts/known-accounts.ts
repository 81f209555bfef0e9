import type { Reader } from "../database/database.ts";
import { listAtDomain, listByIds } from "./accounts.sql.ts";

/** How an account is called. */
export interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The names of the accounts in a list of events, by id. Those that are deleted have none. */
export async function listKnownAccounts(
  read: Reader,
  rows: readonly { readonly accountId: string | null; readonly actorId: string | null }[],
): Promise<ReadonlyMap<string, KnownAccount>> {
  const ids = new Set(rows.flatMap(({ accountId, actorId }) => [accountId, actorId]).filter((id) => id !== null));
  const accounts = ids.size > 0 ? await listByIds(read, [...ids]) : [];
  return new Map(accounts.map((account) => [account.id, account]));
}

/** Accounts with an address at a domain or below it, some at a time, in the order of their ids. */
export function listAccountsAt(
  read: Reader,
  domain: string,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  return listAtDomain(read, domain, page);
}
