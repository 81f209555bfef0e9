import { startAlerts } from "./alerts/raise-alerts.ts";
import { startSealing } from "./audit/log/start-sealing.ts";
import { watchClock } from "./audit/notice-clock.ts";
import { startCheckpoints } from "./database/checkpoints.ts";
import { type OutboxSender, startOutboxSender } from "./delivery/send-outbox.ts";
import type { Transport } from "./delivery/transport.ts";
import { startConnectionCare } from "./sso/connections/look-after.ts";
import { startDomainChecks } from "./sso/domains/check-domains.ts";
import type { Loop } from "./repeat.ts";
import type { Services } from "./services.ts";

/** What goes on by itself: sending, sealing, telling. */
export function createOwnWork(services: Services, transports: readonly Transport[], steady: () => number) {
  let [senders, loops]: [readonly OutboxSender[], readonly Loop[]] = [[], []];
  let starting: Promise<void> | undefined;
  const start = async (): Promise<void> => {
    // One for each channel, so that a gateway that is slow holds up no mail.
    senders = transports.map((transport) => startOutboxSender(services, transport));
    const { dialect, place } = services.database;
    const checkpoints = dialect === "sqlite" ? [startCheckpoints(place)] : [];
    const others = [
      startSealing(services),
      startAlerts(services),
      startDomainChecks(services),
      ...startConnectionCare(services),
    ];
    loops = [await watchClock(services, steady), ...others, ...checkpoints];
  };
  return {
    isUnderWay: () => senders.length > 0,
    wake: () => senders.forEach((sender) => sender.wake()),
    start: () => (starting ??= start()),
    stop: once(async () => {
      await starting?.catch(() => undefined);
      await Promise.all([services.refusals.tell(true), ...[...loops, ...senders].map((each) => each.stop())]);
    }),
  };
}

function once(work: () => Promise<unknown>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work().then(() => undefined));
}
