import type { TextMessageConfig } from "../config/settings/text-messages.ts";
import { hmacSha256 } from "../crypto/hash.ts";
import { post } from "./post.ts";
import { NotTaken } from "./transport.ts";
import type { SendText } from "./twilio.ts";

/** Refusals of this message or its recipient; every other status is the operator's or the gateway's to mend. */
const final: ReadonlySet<number> = new Set([400, 410, 413, 422]);

/** A gateway of the operator's own, told by a request signed as Standard Webhooks has it. The id is the same at each try. */
export function createTextGateway(url: URL, { sender, secret = "" }: TextMessageConfig, now: () => number): SendText {
  const key = signingKey(secret);
  return async ({ id, to, text, at }, signal) => {
    const body = JSON.stringify({ id, to, from: sender ?? null, text, at: new Date(at).toISOString() });
    const timestamp = String(Math.floor(now() / 1000));
    const signature = Buffer.from(hmacSha256(key, `${id}.${timestamp}.${body}`)).toString("base64");
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    };
    const { status } = await post(url, { headers, body }, signal);
    if (status < 200 || status >= 300) throw new NotTaken(`HTTP ${status}`, { isFinal: final.has(status) });
  };
}

/** `whsec_` announces base64, as Standard Webhooks writes keys; anything else is the key itself. */
export function signingKey(secret: string): Uint8Array {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);
}
