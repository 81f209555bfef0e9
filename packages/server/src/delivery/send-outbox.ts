import type { Services } from "../services.ts";
import { openMessage } from "./outbox.ts";
import { claimDue, markFailed, markRetry, markSent, type OutboxRow, renewClaim } from "./outbox.sql.ts";
import { NotTaken, type Transport } from "./transport.ts";

/** A claim outlives its server by no more than this; while a mail is on its way the claim is renewed. */
const claimSeconds = 30;
const batch = 20;
/** Tries grow from the first wait to an hour apart; three days of them outlive most outages. A code is due at once or never. */
const firstWaitSeconds = { email: 30, "text-message": 5 } as const;
const giveUpAfterSeconds = 3 * 24 * 60 * 60;

/** Sends what is due. Answers how many messages it handled. */
export async function sendDue(services: Services, transport: Transport): Promise<number> {
  const { transact, now } = services;
  const due = await transact(({ tx }) =>
    claimDue(tx, transport.channel, { now: now(), claimedUntil: now() + claimSeconds * 1000, limit: batch }),
  );
  await Promise.all(due.map((row) => sendOne(services, transport, row)));
  return due.length;
}

async function sendOne(services: Services, transport: Transport, row: OutboxRow): Promise<void> {
  const { transact, now, log } = services;
  const renewal = setInterval(() => void renew(services, row.id), (claimSeconds * 1000) / 3);
  try {
    if (isExpired(row, now())) throw new NotTaken("expired", { isFinal: true });
    await transport.send(openMessage(services, row));
  } catch (error) {
    const reason = describe(error);
    log.warn({ message: row.id, tries: row.tries, reason }, `${nounOf[transport.channel]} not sent`);
    const nextTryAt = now() + Math.min(firstWaitSeconds[transport.channel] * 2 ** (row.tries - 1), 3600) * 1000;
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

export function startOutboxSender(services: Services, transport: Transport, everyMilliseconds = 2000): OutboxSender {
  const state = { running: undefined as Promise<void> | undefined, again: false };
  const ended = new AbortController();
  const mustLookAgain = (): boolean => state.again && !ended.signal.aborted;
  const work = async (): Promise<void> => {
    do {
      state.again = false;
      try {
        for (let handled = 1; handled > 0 && !ended.signal.aborted;) handled = await sendDue(services, transport);
      } catch (error) {
        services.log.error({ reason: (error as Error).message }, "outbox could not be read");
      }
    } while (mustLookAgain());
    state.running = undefined;
  };
  const wake = (): void => {
    if (ended.signal.aborted) return;
    if (state.running) state.again = true;
    else state.running = work();
  };
  const timer = setInterval(wake, everyMilliseconds);
  wake();
  return {
    wake,
    async stop() {
      ended.abort();
      clearInterval(timer);
      await state.running;
      await transport.close();
    },
  };
}
