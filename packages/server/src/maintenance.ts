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
import type { Sweep } from "./database/sweep.ts";
import { sweepOutbox } from "./delivery/outbox.ts";
import { sweepInvitations } from "./organizations/list-invitations.ts";
import { listKeptLonger } from "./policies/retention.ts";
import { letOthersIn, type Loop, repeat, rest } from "./repeat.ts";
import type { Services } from "./services.ts";
import { sweepKnownDevices } from "./sessions/known-devices.ts";
import { sweepRememberedDevices } from "./sessions/remembered-devices.ts";
import { sweepTests } from "./sso/connection-tests/connection-tests.ts";
import { sweepRequests } from "./sso/flow/sweep-requests.ts";
import { sweepSetupLinks } from "./sso/set-up/setup-links.ts";
import { sweepTraces } from "./sso/traces.ts";
import { sweepSessions } from "./sessions/list-sessions.ts";
import { endIgnoredSessions } from "./sessions/trust.ts";

/** Rows nobody needs any more, by who forgets them. */
export const sweeps = {
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
  sweepRequests,
  sweepTests,
  sweepTraces,
  sweepSetupLinks,
} as const satisfies Readonly<Record<string, Sweep>>;

/** So few that nobody waits long for the transaction that forgets them. */
const sweptAtATime = 25;

/**
 * What time does by itself: accounts whose 14 days are over go, and rows nobody needs any more are forgotten. Breaks off where it
 * is when the server ends.
 */
export async function maintain(services: Services, ended?: AbortSignal): Promise<void> {
  await sweepDeletedAccounts(services, ended);
  await endIgnoredSessions(services, ended);
  await keepUp(services);
  for (const sweep of Object.values(sweeps)) await sweepAway(services, sweep, ended);
  await expireEvents(services, { keptLonger: await listKeptLonger(services), ended });
  await checkLogWhenDue(services, ended);
}

/** Forgets all that is over, however much, in small transactions. What a power cut brings back the next time forgets again. */
async function sweepAway({ transact, now }: Services, sweep: Sweep, ended: AbortSignal | undefined): Promise<void> {
  const at = now();
  await letOthersIn();
  for (;;) {
    ended?.throwIfAborted();
    const began = performance.now();
    const swept = await transact(({ tx }) => sweep(tx, at, sweptAtATime), "crash");
    if (swept < sweptAtATime) return;
    await rest(performance.now() - began, ended);
  }
}

/** What each process does for itself, whoever maintains. */
export async function keepUp(services: Services): Promise<void> {
  await services.refreshPlaces();
  await services.refusals.tell();
}

/** Maintains every ten minutes; any number of servers may do so at once. */
export function startMaintenance(services: Services, work = maintain): Loop {
  return repeat(services, "maintenance failed", (ended) => work(services, ended), {
    everyMilliseconds: 10 * 60 * 1000,
    beginsNow: true,
  });
}
