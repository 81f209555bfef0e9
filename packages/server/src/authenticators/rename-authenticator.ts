import { aboutOwn, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import { type AuthenticatorListing, listAuthenticators } from "./list-authenticators.ts";
import { type NamedKind, setName, tableOf } from "./second-factors.sql.ts";

const kinds = Object.keys(tableOf) as NamedKind[];

/** Gives one of the caller's authenticators another name. */
export async function renameAuthenticator(
  services: Services,
  caller: Person,
  { id, name }: { id: string; name: string },
): Promise<AuthenticatorListing | Refusal<"not-found">> {
  const accountId = caller.account.id;
  return services.transact(async (work) => {
    for (const kind of kinds) {
      if (!(await setName(work.tx, tableOf[kind], { id, accountId, name }))) continue;
      const { totp, passkeys, phones } = await listAuthenticators(work, accountId);
      const renamed = [...totp, ...passkeys, ...phones].find((each) => each.id === id);
      const isKey = renamed?.kind === "passkey" && renamed.securityKey;
      await recordEvent(work, {
        ...aboutOwn(caller),
        type: "authenticator.renamed",
        data: { kind, authenticatorId: id, name, ...(isKey && { isSecurityKey: true as const }) },
      });
      return renamed ?? refuse("not-found");
    }
    return refuse("not-found");
  });
}
