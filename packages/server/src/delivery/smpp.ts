import { isIP } from "node:net";
import type { TextMessageConfig } from "../config/settings/text-messages.ts";
import { connectSmpp, type Pdu, type SmppSession } from "./smpp-package.ts";
import { addressOf, encodeText, validityOf } from "./smpp-text.ts";
import { NotTaken, type Transport } from "./transport.ts";

const timeoutMilliseconds = 10_000;
const enquireMilliseconds = 30_000;
const closeMilliseconds = 1000;
/** ESME_RINVDSTADR: the one status that tells of the recipient; every other is throttling, an outage, or ours to mend. */
const invalidRecipient = 0x0b;

interface Link {
  ask(command: "submit_sm" | "bind_transceiver" | "enquire_link" | "unbind", options: object): Promise<Pdu>;
  destroy(): void;
}

/** SMPP 3.4: one connection, bound as transceiver when the first message is due, and anew after it broke. */
export function createSmpp(url: URL, config: TextMessageConfig, now: () => number): Pick<Transport, "send" | "close"> {
  let link: Promise<Link> | undefined;
  let reference = 0;
  const get = (): Promise<Link> => {
    if (link) return link;
    const opening: Promise<Link> = openLink(url, () => {
      if (link === opening) link = undefined;
    });
    link = opening;
    return opening;
  };
  const source = addressOf(config.sender ?? "");
  return {
    async send({ to, text, expiresAt }, signal) {
      const { ask } = await unlessEnded(signal, get());
      const { dataCoding, isLong, parts } = encodeText(text, ++reference);
      for (const part of parts) {
        const submitted = ask("submit_sm", {
          ...{ source_addr_ton: source.ton, source_addr_npi: source.npi, source_addr: source.address },
          ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.replace("+", "") },
          esm_class: isLong ? 0x40 : 0,
          data_coding: dataCoding,
          // As octets, so that the package encodes nothing: it takes the alphabet from the text, not from what was decided.
          short_message: part,
          ...(expiresAt !== undefined && { validity_period: validityOf((expiresAt - now()) / 1000) }),
        });
        const { command_status: status } = await unlessEnded(signal, submitted);
        if (status !== 0) throw refusal("submit", status);
      }
    },
    async close() {
      const soon = AbortSignal.timeout(closeMilliseconds);
      const closing = link?.then(async (open) => {
        await unlessEnded(soon, open.ask("unbind", {})).catch(() => undefined);
        open.destroy();
      });
      await unlessEnded(soon, closing ?? Promise.resolve()).catch(() => undefined);
    },
  };
}

// A centre that does not answer holds up nobody who waits for something else: what it says later is nobody's any more.
function unlessEnded<Result>(signal: AbortSignal, answer: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new NotTaken("timeout"));
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}

function refusal(what: string, status: number): NotTaken {
  return new NotTaken(`SMPP ${what} 0x${status.toString(16).padStart(2, "0")}`, {
    isFinal: what === "submit" && status === invalidRecipient,
  });
}

// Bound and ready. Whatever ends it fails what waits for an answer, and the next message opens another.
async function openLink(url: URL, onEnd: () => void): Promise<Link> {
  const waiting = new Set<(error: Error) => void>();
  const session = await connect(waiting, addressIn(url)).catch((error: unknown) => {
    onEnd();
    throw error;
  });
  const enquiry = setInterval(() => void ask("enquire_link", {}).catch(() => {}), enquireMilliseconds);
  enquiry.unref();
  const end = (reason: string): void => {
    clearInterval(enquiry);
    onEnd();
    session.destroy();
    for (const fail of [...waiting]) fail(new NotTaken(reason));
  };
  session.on("error", ({ code }) => end(code ?? "SMPP connection broken"));
  session.on("close", () => end("SMPP connection closed"));
  session.on("pdu", (pdu) => acknowledge(session, pdu));
  const ask: Link["ask"] = (command, options) =>
    within<Pdu>(waiting, (resolve, fail) => {
      if (!session[command](options, resolve)) fail(new NotTaken("SMPP connection closed"));
    }).catch((error: unknown) => {
      // One message that is never answered says nothing of the others; what the link is still worth, an enquiry shows.
      if (command === "submit_sm") void ask("enquire_link", {}).catch(() => {});
      else end("SMPP connection closed");
      throw error;
    });
  const credentials = { system_id: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const { command_status: status } = await ask("bind_transceiver", { ...credentials, interface_version: 0x34 });
  const link = { ask, destroy: () => end("SMPP connection closed") };
  if (status === 0) return link;
  link.destroy();
  throw refusal("bind", status);
}

function addressIn(url: URL): object {
  const isTls = url.protocol === "smpps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (isTls ? 3550 : 2775);
  return { host, port, tls: isTls, ...(isTls && isIP(host) === 0 && { servername: host }) };
}

function connect(waiting: Set<(error: Error) => void>, options: object): Promise<SmppSession> {
  return within<SmppSession>(waiting, (resolve, fail) => {
    const session = connectSmpp(options, () => resolve(session));
    session.on("error", ({ code }) => {
      session.destroy();
      fail(new NotTaken(code ?? "SMPP connection broken"));
    });
  });
}

// The centre asks whether we live, and may hand over messages and receipts: each is acknowledged, none is read.
function acknowledge(session: SmppSession, pdu: Pdu): void {
  if (pdu.isResponse()) return;
  session.send(pdu.response());
}

function within<Result>(
  waiting: Set<(error: Error) => void>,
  work: (resolve: (result: Result) => void, fail: (error: Error) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      waiting.delete(fail);
    };
    const fail = (error: Error): void => {
      done();
      reject(error);
    };
    const timer = setTimeout(() => fail(new NotTaken("timeout")), timeoutMilliseconds);
    waiting.add(fail);
    work((result) => {
      done();
      resolve(result);
    }, fail);
  });
}
