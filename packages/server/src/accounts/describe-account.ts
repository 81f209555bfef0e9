import { gatherBound } from "../authenticators/gather-standing.ts";
import { listAuthenticators } from "../authenticators/list-authenticators.ts";
import { listIdentities } from "../authenticators/identity/identities.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { ProviderFacts } from "../rules/authenticators/by-provider.ts";
import { decideProtection, type Protection } from "../rules/authenticators/protection.ts";
import type { Services } from "../services.ts";
import { type AccountRow, findById } from "./accounts.sql.ts";
import { findCaptured } from "./captured.ts";
import { findPendingEmail } from "./open-email-change.ts";

export interface AccountDescription {
  readonly account: AccountRow;
  readonly pendingEmail: string | null;
  readonly preferredAuthenticator: string | null;
  readonly protection: Protection;
}

/** What an account's owner sees of it. */
export async function describeAccount(
  services: Services,
  id: string,
): Promise<AccountDescription | Refusal<"not-signed-in">> {
  const { read } = services;
  const account = await findById(read, id);
  if (!account) return refuse("not-signed-in");
  const bound = await gatherBound(services, id);
  const { recoveryCodes } = await listAuthenticators(services, id);
  return {
    account,
    pendingEmail: (await findPendingEmail(services, id)) ?? null,
    preferredAuthenticator: bound.some((each) => each.id === account.preferredAuthenticatorId)
      ? account.preferredAuthenticatorId
      : null,
    protection: decideProtection(bound, recoveryCodes?.remaining ?? 0, await gatherProvider(services, id)),
  };
}

async function gatherProvider(services: Services, id: string): Promise<ProviderFacts> {
  return {
    isKnown: (await listIdentities(services.read, id)).length > 0,
    captured: await findCaptured(services, id),
  };
}
