import type { TextMessageConfig } from "../config/settings/text-messages.ts";
import type { OutgoingMessage } from "./outbox.ts";
import { post } from "./post.ts";
import { NotTaken } from "./transport.ts";

/** What Twilio says with 400 of our account or sender: the operator's to mend, so the message waits for that. */
const oursToMend: ReadonlySet<number> = new Set([20003, 20429, 21212, 21603, 21606, 21611, 21659, 21660, 21703]);

export type SendText = (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;

/** Twilio's REST API: one POST a message. It knows no idempotency key, so a repeated try can make a second copy. */
export function createTwilio(
  url: URL,
  protocol: "http:" | "https:",
  { sender }: TextMessageConfig,
  now: () => number,
): SendText {
  const account = decodeURIComponent(url.username);
  const endpoint = new URL(`${protocol}//${url.host}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`);
  const login = Buffer.from(`${account}:${decodeURIComponent(url.password)}`).toString("base64");
  const from = sender ?? "";
  const headers = { authorization: `Basic ${login}`, "content-type": "application/x-www-form-urlencoded" };
  return async ({ to, text, expiresAt }, signal) => {
    const form = new URLSearchParams({ To: to, Body: text });
    form.set(/^MG[0-9a-f]{32}$/i.test(from) ? "MessagingServiceSid" : "From", from);
    // Twilio's own queue forgets it when it is worth nothing any more.
    if (expiresAt !== undefined) form.set("ValidityPeriod", String(Math.max(1, Math.ceil((expiresAt - now()) / 1000))));
    const { status, text: said } = await post(endpoint, { headers, body: form.toString() }, signal);
    if (status >= 200 && status < 300) return;
    const code = codeIn(said);
    const isFinal = status === 400 && !(code !== undefined && oursToMend.has(code));
    throw new NotTaken(`HTTP ${status}${code === undefined ? "" : ` (${code})`}`, { isFinal });
  };
}

function codeIn(said: string): number | undefined {
  try {
    const { code } = JSON.parse(said) as { code?: unknown };
    return typeof code === "number" ? code : undefined;
  } catch {
    return undefined;
  }
}
