import type { Person } from "../../sessions/caller.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { isSecondFactor } from "../../vocabulary/kinds.ts";
import type { Services } from "../../services.ts";
import { gatherBound } from "../gather-standing.ts";
import { issueSet } from "./issue-set.ts";
import { type ChangedSession, replaceToken } from "../../sessions/replace-token.ts";
import { holdCaller } from "../../sessions/hold-caller.ts";

/** Replaces the account's recovery codes. They stand in for a second factor, so there must be one. */
export async function issueRecoveryCodes(
  services: Services,
  caller: Person,
): Promise<(ChangedSession & { readonly codes: readonly string[] }) | Refusal<"conflict" | "not-signed-in">> {
  const { transact } = services;
  const { account } = caller;
  return transact(async (work) => {
    const ended = await holdCaller(work.tx, caller);
    if (ended) return ended;
    const bound = await gatherBound(work, account.id);
    if (!bound.some(({ kind }) => isSecondFactor(kind)))
      return refuse("conflict", {
        detail: "Recovery codes stand in for a second factor. Add an authenticator app first.",
      });
    const codes = await issueSet(work, caller);
    return { codes, ...(await replaceToken(work, caller)) };
  });
}
