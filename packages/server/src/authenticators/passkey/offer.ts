import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { type PasskeyOffer } from "../../rules/authenticators/passkey-offer.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { decidePasskeyOffer } from "../../rules/authenticators/passkey-offer.ts";
import { declineOfferOn, findOfferDeclinedAt } from "../../sessions/known-devices.ts";
import type { Services } from "../../services.ts";
import { gatherBound } from "../gather-standing.ts";

/** Whether to offer a passkey to the caller, on the device at hand. */
export async function findPasskeyOffer(
  services: Services,
  { account, session, client }: Person,
): Promise<PasskeyOffer> {
  const { read, now } = services;
  const bound = await gatherBound(services, account.id);
  const declinedAt = await findOfferDeclinedAt(read, client.deviceId, account.id);
  return decidePasskeyOffer(bound, session.proofs, declinedAt, now());
}

/** Not now: this device is not asked again for a month. */
export async function declinePasskeyOffer(services: Services, caller: Person): Promise<void> {
  const { transact, now } = services;
  await transact(async (work) => {
    if (!(await declineOfferOn(work.tx, caller.client.deviceId, caller.account.id, now()))) return;
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "passkey-offer.declined",
      data: {},
    });
  });
}
