import type { Services } from "../services.ts";
import { latestPossible } from "../vocabulary/instants.ts";
import { openMessage } from "./outbox.ts";
import { claimDue, markFailed, markRetry, markSent, type OutboxRow, releaseClaim, renewClaim } from "./outbox.sql.ts";
import { lanes, NotTaken, type Transport } from "./transport.ts";

/** A claim outlives its server by no more than this; while a message is on its way the claim is renewed. */
const claimSeconds = 30;
/** How many of the messages on their way go to one host at most: who is slow there delays only themself. */
const lanesToOneHost = 4;
/** After this a message is not on its way any more, however lively its receiver seems. */
const sendSeconds = 30;
/** Tries grow from the first wait to an hour apart; three days of them outlive most outages. A code is due at once or never. */
const firstWaitSeconds = { email: 30, "text-message": 5 } as const;
/** The hour a digest waits, too. */
const longestWaitSeconds = 60 * 60;
const giveUpAfterSeconds = 3 * 24 * 60 * 60;

/** Messages on their way, each with the host it goes to. */
type UnderWay = Map<Promise<void>, string>;

/** Sends what is due, until nothing is. Answers how many messages it handled. */
export async function sendDue(services: Services, transport: Transport): Promise<number> {
  const underWay: UnderWay = new Map();
  const ended = new AbortController();
  let handled = await begin(services, transport, underWay, ended.signal);
  while (underWay.size > 0) {
    await Promise.race(underWay.keys());
    handled += await begin(services, transport, underWay, ended.signal);
  }
  return handled;
}

/** Claims what is due, as far as there are lanes for it, and begins to send it. Answers how many. */
async function begin(
  services: Services,
  transport: Transport,
  underWay: UnderWay,
  ended: AbortSignal,
): Promise<number> {
  const { transact, now } = services;
  const limit = lanes - underWay.size;
  if (limit === 0 || ended.aborted) return 0;
  const rows = await transact(async ({ tx }) => {
    // Counted here, since this may run again.
    const busy = countBy(underWay.values());
    const isFull = (host: string): boolean => (busy.get(host) ?? 0) >= lanesToOneHost;
    const except = [...busy.keys()].filter(isFull);
    const at = now();
    const claimedUntil = at + claimSeconds * 1000;
    const latestTry = latestPossible(at, longestWaitSeconds * 1000);
    const claim = { now: at, claimedUntil, latestTry, latestClaim: latestPossible(claimedUntil), limit, except };
    const taken: OutboxRow[] = [];
    for (const row of await claimDue(tx, transport.channel, claim)) {
      const host = hostOf(row);
      if (isFull(host)) await releaseClaim(tx, row.id);
      else taken.push(row);
      busy.set(host, (busy.get(host) ?? 0) + 1);
    }
    return taken;
  });
  for (const row of rows) {
    const sent: Promise<void> = sendOne(services, transport, row, ended)
      // What could not be noted is claimed until its claim runs out, and then due again.
      .catch((error: unknown) => services.log.error({ message: row.id, reason: (error as Error).message }, "not noted"))
      .finally(() => underWay.delete(sent));
    underWay.set(sent, hostOf(row));
  }
  return rows.length;
}

// Text messages all go to the operator's gateway; there each is its own.
function hostOf({ channel, recipient, id }: OutboxRow): string {
  return channel === "email" ? recipient.slice(recipient.lastIndexOf("@") + 1).toLowerCase() : id;
}

function countBy(hosts: Iterable<string>): Map<string, number> {
  const counted = new Map<string, number>();
  for (const host of hosts) counted.set(host, (counted.get(host) ?? 0) + 1);
  return counted;
}

async function sendOne(services: Services, transport: Transport, row: OutboxRow, ended: AbortSignal): Promise<void> {
  const { transact, now, log } = services;
  const renewal = setInterval(() => void renew(services, row.id), (claimSeconds * 1000) / 3);
  try {
    if (isExpired(row, now())) throw new NotTaken("expired", { isFinal: true });
    const signal = AbortSignal.any([ended, AbortSignal.timeout(sendSeconds * 1000)]);
    await transport.send(openMessage(services, row), signal);
  } catch (error) {
    // Broken off by our own end: the next sender tries at once.
    if (ended.aborted) {
      await transact(({ tx }) => releaseClaim(tx, row.id));
      return;
    }
    const reason = describe(error);
    log.warn({ message: row.id, tries: row.tries, reason }, `${nounOf[transport.channel]} not sent`);
    const nextTryAt =
      now() + Math.min(firstWaitSeconds[transport.channel] * 2 ** (row.tries - 1), longestWaitSeconds) * 1000;
    const gone = isPermanent(error) || now() - row.createdAt > giveUpAfterSeconds * 1000 || isExpired(row, nextTryAt);
    if (gone && transport.channel === "text-message") services.textMessages.failed++;
    await transact(({ tx }) => (gone ? markFailed(tx, row.id, now(), reason) : markRetry(tx, row, nextTryAt, reason)));
    return;
  } finally {
    clearInterval(renewal);
  }
  if (transport.channel === "text-message") services.textMessages.sent++;
  await transact(({ tx }) => markSent(tx, row.id, now(), transport.keepsContent));
}

const nounOf = { email: "mail", "text-message": "text message" } as const;

function isExpired({ expiresAt }: OutboxRow, at: number): boolean {
  return expiresAt !== null && expiresAt <= at;
}

async function renew({ transact, now, log }: Services, id: string): Promise<void> {
  await transact(({ tx }) => renewClaim(tx, id, now() + claimSeconds * 1000)).catch((error: unknown) => {
    log.warn({ message: id, reason: (error as Error).message }, "claim not renewed");
  });
}

// Only a refusal of this recipient or this message is final. A wrong password or a sender the server does not know is the
// operator's to mend, and no mail may be lost for it.
function isPermanent(error: unknown): boolean {
  if (error instanceof NotTaken) return error.isFinal;
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  const isFinal = typeof responseCode === "number" && responseCode >= 500 && responseCode < 600;
  return isFinal && (command === "RCPT TO" || command === "DATA");
}

// The server's reply may quote the mail, so only its code is kept.
function describe(error: unknown): string {
  if (error instanceof NotTaken) return error.message;
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  return typeof responseCode === "number" ? `SMTP ${responseCode}` : typeof code === "string" ? code : "not sent";
}

/** A sender that works through the outbox when woken, and looks by itself every few seconds. */
export interface OutboxSender {
  wake(): void;
  stop(): Promise<void>;
}

/** How long what is on its way when the sender ends may take to arrive. */
const graceMilliseconds = 2000;

export function startOutboxSender(services: Services, transport: Transport, everyMilliseconds = 2000): OutboxSender {
  const underWay: UnderWay = new Map();
  const [ending, ended] = [new AbortController(), new AbortController()];
  const state = { running: undefined as Promise<void> | undefined, again: false };
  const mustLookAgain = (): boolean => state.again && !ending.signal.aborted;
  const work = async (): Promise<void> => {
    do {
      state.again = false;
      try {
        const before = new Set(underWay.keys());
        await begin(services, transport, underWay, ended.signal);
        // Each that arrives makes room for another.
        for (const sent of underWay.keys()) if (!before.has(sent)) void sent.then(wake);
      } catch (error) {
        services.log.error({ reason: (error as Error).message }, "outbox could not be read");
      }
    } while (mustLookAgain());
    state.running = undefined;
  };
  const wake = (): void => {
    if (ending.signal.aborted) return;
    if (state.running) state.again = true;
    else state.running = work();
  };
  const timer = setInterval(wake, everyMilliseconds);
  wake();
  return {
    wake,
    async stop() {
      ending.abort();
      clearInterval(timer);
      await state.running;
      const grace = setTimeout(() => ended.abort(), graceMilliseconds);
      await Promise.all(underWay.keys());
      clearTimeout(grace);
      await transport.close();
    },
  };
}
