import type { Tx } from "../../database/database.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { findKeptPhone } from "./phones.sql.ts";
import { type CodeRequest, sendCode, type SentCode } from "./send-code.ts";

/** Sends a code to a bound phone. The account is held: the phone cannot be unbound meanwhile. */
export async function sendBoundPhoneCode(
  tx: Tx,
  services: Services,
  { phoneId, accountId }: { readonly phoneId: string; readonly accountId: string },
  about: Omit<CodeRequest, "phone">,
): Promise<SentCode | Refusal<"not-found" | "rate-limited" | "not-allowed">> {
  const phone = await findKeptPhone(tx, phoneId, accountId);
  if (!phone || phone.boundAt === null) return refuse("not-found");
  return sendCode(tx, services, { ...about, phone });
}
