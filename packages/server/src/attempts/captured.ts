import type { Account } from "../accounts/find-account.ts";
import { recordEvent } from "../audit/record-event.ts";
import { listIdentities } from "../authenticators/identity/identities.ts";
import { findCapture } from "../policies/capture.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import type { CapturedFacts } from "../rules/sso/capture.ts";
import type { Client, Work } from "../services.ts";
import { itself } from "../vocabulary/events/actors.ts";
import type { Attempt } from "./attempt.ts";

/** Whether somebody must come by an identity provider, and whether they have. */
export async function gatherCaptured(
  { tx }: Work,
  { id, emailKey }: Pick<Account, "id" | "emailKey">,
  { places }: Belonging,
  vouched: Attempt["vouched"],
): Promise<CapturedFacts | null> {
  const capture = await findCapture(tx, emailKey, places);
  if (!capture) return null;
  const isTheirs = (organizationId: string): boolean => capture.organizationIds.includes(organizationId);
  const identities = (await listIdentities(tx, id)).filter(({ organizationId }) => isTheirs(organizationId));
  return {
    isBreakGlass: capture.isBreakGlass,
    identities: identities.map((identity) => identity.id),
    isVouchedFor: vouched !== null && isTheirs(vouched.organizationId),
  };
}

/** Each organization that asks for single sign-on hears that one of its owners has passed it. */
export async function noteBreakGlass(
  work: Work,
  client: Client,
  { id: accountId, emailKey }: Pick<Account, "id" | "emailKey">,
  { sessionId, holding }: { readonly sessionId: string; readonly holding: Belonging },
): Promise<void> {
  const capture = await findCapture(work.tx, emailKey, holding.places);
  for (const organizationId of capture?.organizationIds ?? [])
    await recordEvent(work, {
      ...{ accountId, organizationId, sessionId, client, actor: itself(accountId) },
      type: "break-glass.used",
      data: { policy: "singleSignOn" },
    });
}
