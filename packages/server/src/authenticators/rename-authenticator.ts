import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { AuthenticatorKind } from "../rules/vocabulary.ts";
import type { Caller } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type AuthenticatorListing, listAuthenticators } from "./list-authenticators.ts";
import { setPasskeyName } from "./passkey/passkeys.sql.ts";
import { setPhoneName } from "./phone/phones.sql.ts";
import { setTotpName } from "./totp/totp.sql.ts";

type SetName = (tx: Tx, id: string, accountId: string, name: string) => Promise<boolean>;
const named: readonly (readonly [AuthenticatorKind, SetName])[] = [
  ["passkey", setPasskeyName],
  ["totp", setTotpName],
  ["phone", setPhoneName],
];

/** Gives one of the caller's authenticators another name. */
export async function renameAuthenticator(
  services: Services,
  { account, session, client }: Caller,
  { id, name }: { id: string; name: string },
): Promise<AuthenticatorListing | Refusal<"not-found">> {
  return services.transact(async (tx) => {
    for (const [kind, setName] of named) {
      if (!(await setName(tx, id, account.id, name))) continue;
      await recordEvent(tx, services, {
        type: "authenticator.renamed",
        accountId: account.id,
        actor: { kind: "account", id: account.id },
        sessionId: session.id,
        client,
        data: { kind, authenticatorId: id, name },
      });
      const { totp, passkeys, phones } = await listAuthenticators(services, tx, account.id);
      return [...totp, ...passkeys, ...phones].find((each) => each.id === id) ?? refuse("not-found");
    }
    return refuse("not-found");
  });
}
