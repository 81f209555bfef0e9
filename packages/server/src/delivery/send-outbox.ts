import type { Services } from "../services.ts";
import { openMessage } from "./outbox.ts";
import { claimDue, markFailed, markRetry, markSent, type OutboxRow, renewClaim } from "./outbox.sql.ts";
import type { Transport } from "./transport.ts";

/** A claim outlives its server by no more than this; while a mail is on its way the claim is renewed. */
const claimSeconds = 30;
const batch = 20;
/** Tries grow from half a minute to an hour apart; three days of them outlive most outages. */
const giveUpAfterSeconds = 3 * 24 * 60 * 60;

/** Sends what is due. Answers how many messages it handled. */
export async function sendDue(services: Services, transport: Transport): Promise<number> {
  const { transact, now } = services;
  const due = await transact((tx) => claimDue(tx, now(), now() + claimSeconds * 1000, batch));
  await Promise.all(due.map((row) => sendOne(services, transport, row)));
  return due.length;
}

async function sendOne(services: Services, transport: Transport, row: OutboxRow): Promise<void> {
  const { transact, now, log } = services;
  const renewal = setInterval(() => void renew(services, row.id), (claimSeconds * 1000) / 3);
  try {
    await transport.send(openMessage(services, row));
  } catch (error) {
    const reason = describe(error);
    log.warn({ message: row.id, tries: row.tries, reason }, "mail not sent");
    const gone = isPermanent(error) || now() - row.createdAt > giveUpAfterSeconds * 1000;
    const wait = Math.min(30 * 2 ** (row.tries - 1), 3600) * 1000;
    await transact((tx) =>
      gone ? markFailed(tx, row.id, now(), reason) : markRetry(tx, row.id, now() + wait, reason),
    );
    return;
  } finally {
    clearInterval(renewal);
  }
  await transact((tx) => markSent(tx, row.id, now(), transport.keepsContent));
}

async function renew({ transact, now, log }: Services, id: string): Promise<void> {
  await transact((tx) => renewClaim(tx, id, now() + claimSeconds * 1000)).catch((error: unknown) => {
    log.warn({ message: id, reason: (error as Error).message }, "claim not renewed");
  });
}

// Only a refusal of this recipient or this message is final. A wrong password or a sender the server does not know is the
// operator's to mend, and no mail may be lost for it.
function isPermanent(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  const isFinal = typeof responseCode === "number" && responseCode >= 500 && responseCode < 600;
  return isFinal && (command === "RCPT TO" || command === "DATA");
}

// The server's reply may quote the mail, so only its code is kept.
function describe(error: unknown): string {
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
      transport.close();
    },
  };
}
