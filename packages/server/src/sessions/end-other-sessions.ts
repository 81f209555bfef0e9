import { refuse, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import { aboutOwn, type Person } from "./caller.ts";
import { endSessions } from "./end-sessions.ts";
import { holdCaller } from "./hold-caller.ts";
import { forgetRememberedDevices } from "./remembered-devices.ts";
import { type ChangedSession, replaceToken } from "./replace-token.ts";

/**
 * Ends all other sessions of an account. A copy of the caller's own cookie is no other session, and is just what its owner means
 * to be rid of: the token is replaced.
 */
export async function endOtherSessions(
  { transact }: Services,
  caller: Person,
): Promise<(ChangedSession & { readonly ended: number }) | Refusal<"not-signed-in">> {
  const about = aboutOwn(caller);
  return transact(async (work) => {
    if (await holdCaller(work.tx, caller)) return refuse("not-signed-in");
    await forgetRememberedDevices(work, about.accountId, "sessions-ended", about);
    const ended = await endSessions(work, { ...about, reason: "ended-by-owner", exceptId: about.sessionId });
    return { ...(await replaceToken(work, caller)), ended };
  });
}
