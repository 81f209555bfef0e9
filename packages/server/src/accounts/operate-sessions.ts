import { refuse, type Refusal } from "../problems.ts";
import { findSessionOwner, flagSession } from "../sessions/trust.ts";
import type { Services } from "../services.ts";
import { findById } from "./accounts.sql.ts";
import { accountsWithSessions } from "../sessions/accounts-with-sessions.ts";
import { endAccountSessions, type Operator } from "./operate-accounts.ts";

/** Signs everybody out, account by account: after a break-in, or when it is not known whose sessions were copied. Answers how many ended. */
export async function endEverySession(
  services: Services,
  operator: Operator,
): Promise<{ readonly accounts: number; readonly sessions: number }> {
  const ended = { accounts: 0, sessions: 0 };
  for await (const accountId of accountsWithSessions(services.read)) {
    ended.sessions += await endAccountSessions(services, operator, accountId);
    ended.accounts++;
  }
  return ended;
}

/** Puts a session on hold by hand, until its owner restores its trust. Flags it however much was vouched for before. */
export function flagSessionByHand(
  services: Services,
  operator: Operator,
  sessionId: string,
  note: string | undefined,
): Promise<Refusal<"conflict" | "not-found"> | { readonly email: string }> {
  return services.transact(async (work) => {
    const accountId = await findSessionOwner(work.tx, sessionId);
    const account = accountId === undefined ? undefined : await findById(work.tx, accountId);
    if (!account) return refuse("not-found", { detail: `There is no session ${sessionId}, or it has ended.` });
    const evidence = { reason: "by-operator", text: `by-operator:${work.now()}` } as const;
    const isFlagged = await flagSession(work, sessionId, { account, evidence, actor: operator, note });
    return isFlagged ? { email: account.email } : refuse("conflict", { detail: "This session is on hold already." });
  });
}
