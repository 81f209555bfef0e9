import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A real SMTP server that keeps what it took over. */
export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  /** Raw messages, in the order in which they were confirmed. */
  readonly messages: string[];
  /** What to answer next times: nothing means to take the message. */
  refuseWith: { code: number; text: string } | undefined;
  /** Recipients it says nothing to, neither yes nor no, as long as the connection lives. */
  isSilentTo: (address: string) => boolean;
  /** Whether it takes the name and password it is given. */
  takesLogin: boolean;
  /** Resolves when a message fits, now or later. */
  find(fits: (raw: string) => boolean): Promise<string>;
  close(): Promise<void>;
}

export async function startSmtpSink(port = 0): Promise<SmtpSink> {
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onAuth(_auth, _session, done) {
      if (sink.takesLogin) done(null, { user: "any" });
      else done(Object.assign(new Error("wrong password"), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      if (!sink.isSilentTo(address)) done();
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = sink.refuseWith;
        if (refusal) {
          done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
          return;
        }
        messages.push(Buffer.concat(chunks).toString("utf8"));
        done();
        for (const look of waiting) look();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${listening}`,
    port: listening,
    messages,
    refuseWith: undefined,
    isSilentTo: () => false,
    takesLogin: true,
    find: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = messages.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return sink;
}

/** The Message-ID of a raw message. */
export function messageIdOf(raw: string): string {
  return /^Message-ID: <(.+)>/im.exec(raw)?.[1] ?? "";
}
