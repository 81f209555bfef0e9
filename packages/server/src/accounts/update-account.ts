import { aboutOwn, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { refuse, type Refusal } from "../problems.ts";
import { isSecondFactor } from "../vocabulary/kinds.ts";
import type { Services } from "../services.ts";
import { setDetails } from "./accounts.sql.ts";

export interface AccountChanges {
  readonly name?: string | undefined;
  /** Id of an authenticator to ask for first, or null for none. */
  readonly preferredAuthenticator?: string | null | undefined;
}

/** Changes the caller's name, or which authenticator is asked for first. */
export async function updateAccount(
  services: Services,
  caller: Person,
  changes: AccountChanges,
): Promise<Refusal<"not-found"> | undefined> {
  const { name, preferredAuthenticator } = changes;
  const about = aboutOwn(caller);
  const { account } = caller;
  return services.transact(async (work) => {
    if (preferredAuthenticator) {
      const bound = await gatherBound(work, account.id);
      if (
        !bound.some(({ id, kind, isUnusable }) => id === preferredAuthenticator && isSecondFactor(kind) && !isUnusable)
      )
        return refuse("not-found");
    }
    if (name !== undefined) {
      await setDetails(work.tx, account.id, { name });
      await recordEvent(work, { ...about, type: "account.renamed", data: {} });
    }
    if (preferredAuthenticator !== undefined) {
      await setDetails(work.tx, account.id, { preferredAuthenticatorId: preferredAuthenticator });
      await recordEvent(work, {
        ...about,
        type: "account.authenticator-preferred",
        data: { authenticatorId: preferredAuthenticator },
      });
    }
    return undefined;
  });
}
