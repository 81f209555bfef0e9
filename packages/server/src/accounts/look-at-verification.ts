import { sha256 } from "../crypto/hash.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { View } from "../services.ts";
import { findEmailChange, findWaitingSignUp } from "./mailed-links.sql.ts";

export interface VerificationLook {
  readonly purpose: "sign-up" | "change-email";
  /** The address it was mailed to, which it would confirm. */
  readonly email: string;
}

/** What a mailed link would do, while it works: whoever has it has the mailbox. The link is not used by asking. */
export async function lookAtVerification(
  { read, now }: View,
  token: string,
): Promise<VerificationLook | Refusal<"link-invalid">> {
  const tokenHash = sha256(token);
  const signUp = await findWaitingSignUp(read, tokenHash, now());
  if (signUp) return { purpose: "sign-up", email: signUp.email };
  const change = await findEmailChange(read, tokenHash, now());
  return change ? { purpose: "change-email", email: change.email } : refuse("link-invalid");
}
