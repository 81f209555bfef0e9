import { refuse, type Refusal } from "../problems.ts";
import { findSessionOwner, flagSession } from "../sessions/trust.ts";
import type { Services } from "../services.ts";
import { findById } from "./accounts.sql.ts";
import type { Operator } from "./operate-accounts.ts";

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
