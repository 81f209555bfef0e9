import type { Actor } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { unbindAll } from "../authenticators/unbind-authenticator.ts";
import { lockAccount } from "../database/lock-account.ts";
import { refuse, type Refusal } from "../problems.ts";
import { endEverything } from "../end-everything.ts";
import type { Services, Work, View } from "../services.ts";
import { type AccountRow, findByEmailKey, findById, listPage, setSecured, setSuspended } from "./accounts.sql.ts";
import { parseEmailAddress } from "./email-address.ts";

/** What the operator does from the command line. Each act is recorded with the operator's name. */
export type Operator = Extract<Actor, { kind: "operator" }>;

/** Accounts, newest first; `search` is a part of an address. */
export function listAccounts(
  { read }: View,
  page: { search?: string | undefined; before?: string | undefined; limit: number },
): Promise<AccountRow[]> {
  return listPage(read, page);
}

/** Finds an account by its id or its address. */
export async function findAccountForOperator({ read, now }: View, which: string): Promise<AccountRow | undefined> {
  const address = parseEmailAddress(which);
  return address ? findByEmailKey(read, address.key, now()) : findById(read, which);
}

/** Suspends an account: its sessions end, and signing in is refused until it is restored. */
export function suspendAccount(
  services: Services,
  operator: Operator,
  accountId: string,
): Promise<Refusal<"conflict"> | undefined> {
  return inAccount(services, accountId, async (work, account) => {
    if (account.suspendedAt !== null) return refuse("conflict", { detail: "This account is suspended already." });
    await setSuspended(work.tx, accountId, services.now());
    await recordEvent(work, { type: "account.suspended", accountId, actor: operator, data: {} });
    await endEverything(work, { of: "account", accountId }, { reason: "account-suspended", by: { actor: operator } });
    return undefined;
  });
}

/** Lets a suspended or secured account sign in again. */
export function restoreAccount(
  services: Services,
  operator: Operator,
  accountId: string,
): Promise<Refusal<"conflict"> | undefined> {
  return inAccount(services, accountId, async (work, account) => {
    if (account.suspendedAt === null && account.securedAt === null)
      return refuse("conflict", { detail: "This account is not suspended." });
    await setSuspended(work.tx, accountId, null);
    await setSecured(work.tx, accountId, null);
    await recordEvent(work, { type: "account.restored", accountId, actor: operator, data: {} });
    return undefined;
  });
}

/** Signs an account out everywhere: its sessions end, and no device is excused from the second step. Answers how many ended. */
export function endAccountSessions(services: Services, operator: Operator, accountId: string): Promise<number> {
  return services.transact(async (work) => {
    const by = { actor: operator };
    const { sessions } = await endEverything(
      work,
      { of: "account", accountId },
      { reason: "signed-out-by-operator", by },
    );
    return sessions;
  });
}

/** Removes every second factor and the recovery codes, and ends the sessions; an alert tells the owner. Answers whether there were any. */
export function removeSecondFactors(
  services: Services,
  operator: Operator,
  accountId: string,
): Promise<boolean | Refusal<"conflict">> {
  return inAccount(services, accountId, async (work): Promise<boolean | Refusal<"conflict">> => {
    if (!(await unbindAll(work, { accountId, actor: operator }))) return false;
    const by = { actor: operator };
    await endEverything(work, { of: "account", accountId }, { reason: "second-factors-removed", by });
    return true;
  });
}

async function inAccount<Result>(
  services: Services,
  accountId: string,
  does: (work: Work, account: AccountRow) => Promise<Result>,
): Promise<Result | Refusal<"conflict">> {
  return services.transact(async (work) => {
    await lockAccount(work.tx, accountId);
    const account = await findById(work.tx, accountId);
    return account ? does(work, account) : refuse("conflict", { detail: "There is no such account." });
  });
}
