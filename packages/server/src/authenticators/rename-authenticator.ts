import { recordEvent } from "../audit/record-event.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Caller } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type AuthenticatorListing, listAuthenticators } from "./list-authenticators.ts";
import { setTotpName } from "./totp/totp.sql.ts";

/** Gives one of the caller's authenticators another name. */
export async function renameAuthenticator(
  services: Services,
  { account, session, client }: Caller,
  { id, name }: { id: string; name: string },
): Promise<AuthenticatorListing | Refusal<"not-found">> {
  return services.transact(async (tx) => {
    if (!(await setTotpName(tx, id, account.id, name))) return refuse("not-found");
    await recordEvent(tx, services, {
      type: "authenticator.renamed",
      accountId: account.id,
      actor: { kind: "account", id: account.id },
      sessionId: session.id,
      client,
      data: { kind: "totp", authenticatorId: id, name },
    });
    const renamed = (await listAuthenticators(tx, account.id)).totp.find((each) => each.id === id);
    return renamed ?? refuse("not-found");
  });
}
