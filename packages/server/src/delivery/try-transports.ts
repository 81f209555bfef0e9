import { connect } from "node:net";
import { createTransport } from "nodemailer";
import type { Config } from "../config/config.ts";

const milliseconds = 5000;

/** Greets the mail server and gives the password, and sends nothing. Rejects when it does not answer in time, or refuses. */
export async function tryMail({
  smtpUrl = "",
}: Config): Promise<{ readonly host: string; readonly isEncrypted: boolean; readonly isAuthenticated: boolean }> {
  const limits = { connectionTimeout: milliseconds, greetingTimeout: milliseconds, socketTimeout: milliseconds };
  const transport = createTransport({ url: smtpUrl, ...limits } as Parameters<typeof createTransport>[0]);
  const { host, protocol, username } = new URL(smtpUrl);
  try {
    await transport.verify();
    const isEncrypted = protocol === "smtps:" || (await takesStartTls(smtpUrl, limits));
    return { host, isEncrypted, isAuthenticated: username !== "" };
  } finally {
    transport.close();
  }
}

async function takesStartTls(url: string, limits: object): Promise<boolean> {
  const strict = createTransport({ url, requireTLS: true, ...limits } as Parameters<typeof createTransport>[0]);
  return strict
    .verify()
    .then(() => true)
    .catch(() => false)
    .finally(() => strict.close());
}

const ports: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "smpp:": 2775,
  "smpps:": 3550,
  "twilio:": 443,
};

/** Connects to the gateway, and says nothing. Answers its host. */
export function reachText({ protocol, hostname, port, host }: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (ports[protocol] ?? 443) });
    socket.setTimeout(milliseconds, () => socket.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve(host);
    });
  });
}
