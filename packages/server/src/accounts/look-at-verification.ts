import { sha256 } from "../crypto/hash.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { View } from "../services.ts";
import { findEmailChange, findWaitingSignUp } from "./mailed-links.sql.ts";

/** What a mailed link would do, while it works: whoever has it has the mailbox. The link is not used by asking. */
export async function lookAtVerification(
  { read, now }: View,
  token: string,
): Promise<{ readonly purpose: "sign-up" | "change-email" } | Refusal<"link-invalid">> {
  const tokenHash = sha256(token);
  if (await findWaitingSignUp(read, tokenHash, now())) return { purpose: "sign-up" };
  const change = await findEmailChange(read, tokenHash, now());
  return change ? { purpose: "change-email" } : refuse("link-invalid");
}
