import type { Config } from "../config/config.ts";
import { createSmpp } from "./smpp.ts";
import { createTextGateway } from "./text-gateway.ts";
import { keepInOutbox, type Transport } from "./transport.ts";
import { createTwilio } from "./twilio.ts";
import { isLoopbackName } from "../rules/requests/loopback.ts";

/** What the setting names: Twilio, a gateway of the operator's own, SMPP, or the outbox page. */
export function openTextTransport({ textMessages }: Config, now: () => number): Transport {
  if (textMessages.transportUrl === undefined) return keepInOutbox("text-message");
  const url = new URL(textMessages.transportUrl);
  const kind = { channel: "text-message", keepsContent: false } as const;
  if (url.protocol === "smpp:" || url.protocol === "smpps:") return { ...kind, ...createSmpp(url, textMessages, now) };
  const close = (): void => {};
  if (url.protocol !== "twilio:") return { ...kind, send: createTextGateway(url, textMessages, now), close };
  // On this machine something else stands in for Twilio, and needs no certificate.
  const protocol = isLoopbackName(url.hostname) ? "http:" : "https:";
  return { ...kind, send: createTwilio(url, protocol, textMessages, now), close };
}
