import type { Account } from "../accounts/find-account.ts";
import { recordEvent } from "../audit/record-event.ts";
import { findCapture } from "../policies/capture.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import type { Client, Work } from "../services.ts";
import { itself } from "../vocabulary/events/actors.ts";

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
