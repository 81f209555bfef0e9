import { sweepDeletedAccounts } from "./accounts/delete-account.ts";
import { sweepFormerAddresses } from "./accounts/former-addresses.ts";
import { sweepMailedLinks } from "./accounts/mailed-link.ts";
import { sweepAlerts } from "./alerts/list-alerts.ts";
import { expireEvents } from "./audit/log/forget/expire-events.ts";
import { sweepCheckpoints } from "./audit/log/seal-log.ts";
import { checkLogWhenDue } from "./audit/log/check/report-check.ts";
import { sweepAttempts } from "./attempts/start-attempt.ts";
import { sweepPendingPasskeys } from "./authenticators/passkey/begin-binding.ts";
import { sweepChallenges } from "./authenticators/passkey/challenges.ts";
import { sweepPhones } from "./authenticators/phone/begin-binding.ts";
import { sweepPendingTotp } from "./authenticators/totp/begin-binding.ts";
import { sweepTryBudgets } from "./authenticators/try-budgets.ts";
import { sweepCounters } from "./database/counter.ts";
import { sweepOutbox } from "./delivery/outbox.ts";
import { sweepInvitations } from "./organizations/list-invitations.ts";
import { listKeptLonger } from "./policies/retention.ts";
import type { Services } from "./services.ts";
import { sweepKnownDevices } from "./sessions/known-devices.ts";
import { sweepRememberedDevices } from "./sessions/remembered-devices.ts";
import { sweepSessions } from "./sessions/list-sessions.ts";
import { endIgnoredSessions } from "./sessions/trust.ts";

/** What time does by itself: accounts whose 14 days are over go, and rows nobody needs any more are forgotten. */
export async function maintain(services: Services): Promise<void> {
  const { transact, now } = services;
  await sweepDeletedAccounts(services);
  await endIgnoredSessions(services);
  await keepUp(services);
  for (const sweep of [
    sweepAttempts,
    sweepMailedLinks,
    sweepInvitations,
    sweepPendingTotp,
    sweepPendingPasskeys,
    sweepChallenges,
    sweepPhones,
    sweepRememberedDevices,
    sweepTryBudgets,
    sweepCounters,
    sweepOutbox,
    sweepSessions,
    sweepKnownDevices,
    sweepFormerAddresses,
    sweepAlerts,
    sweepCheckpoints,
  ])
    await transact(({ tx }) => sweep(tx, now()));
  await expireEvents(services, await listKeptLonger(services));
  await checkLogWhenDue(services);
}

/** What each process does for itself, whoever maintains. */
export async function keepUp(services: Services): Promise<void> {
  await services.refreshPlaces();
  await services.refusals.tell();
}

/** Maintains every ten minutes; any number of servers may do so at once. Answers how to stop. */
export function startMaintenance(services: Services, work = maintain): () => void {
  const run = (): void =>
    void work(services).catch((error: unknown) =>
      services.log.error({ reason: (error as Error).message }, "maintenance failed"),
    );
  const timer = setInterval(run, 10 * 60 * 1000);
  timer.unref();
  run();
  return () => clearInterval(timer);
}
