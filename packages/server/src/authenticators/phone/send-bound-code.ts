import { refuse, type Refusal } from "../../problems.ts";
import type { Work } from "../../services.ts";
import { findKept } from "../second-factors.sql.ts";
import { type CodeRequest, sendCode, type SentCode } from "./send-code.ts";

/** Sends a code to a bound phone. The account is held: the phone cannot be unbound meanwhile. */
export async function sendBoundPhoneCode(
  work: Work,
  { phoneId, accountId }: { readonly phoneId: string; readonly accountId: string },
  about: Omit<CodeRequest, "phone">,
): Promise<SentCode | Refusal<"not-found" | "rate-limited" | "not-allowed">> {
  const phone = await findKept(work.tx, "phones", { id: phoneId, accountId });
  if (!phone || phone.boundAt === null) return refuse("not-found");
  return sendCode(work, { ...about, phone });
}
