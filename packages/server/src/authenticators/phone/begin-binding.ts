import { type Refusal, refuse } from "../../problems.ts";
import type { Caller } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";

/** A code on its way to a phone. */
export interface SentCode {
  readonly sentTo: string;
  readonly resendAt: number;
}

export interface PendingPhone extends SentCode {
  readonly id: string;
  readonly expiresAt: number;
}

export async function beginPhoneBinding(
  _services: Services,
  _caller: Caller,
  _input: { number: string; country?: string | undefined },
): Promise<PendingPhone | Refusal<"invalid-request" | "not-allowed" | "rate-limited">> {
  return refuse("not-allowed");
}

export async function resendBindingCode(
  _services: Services,
  _caller: Caller,
  _id: string,
): Promise<SentCode | Refusal<"not-found" | "attempt-closed" | "rate-limited" | "not-allowed">> {
  return refuse("not-allowed");
}
