import type { SentCode } from "../authenticators/phone/begin-binding.ts";
import { type Refusal, refuse } from "../problems.ts";
import type { Session } from "../sessions/session.ts";
import type { Client, Services } from "../services.ts";

export async function sendTextCode(
  _services: Services,
  _asker: { client: Client; session: Session | null },
  _attemptId: string,
  _authenticatorId: string | undefined,
): Promise<SentCode | Refusal<"not-found" | "attempt-closed" | "invalid-request" | "rate-limited" | "not-allowed">> {
  return refuse("not-allowed");
}
