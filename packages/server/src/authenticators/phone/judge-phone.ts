import type { View } from "../../services.ts";
import type { Judgement, Question } from "../judgement.ts";
import { isTextCode } from "./text-code.ts";
import { findTextCode, spendTextCode } from "./text-codes.sql.ts";

/**
 * Compares a code with the one sent last for this attempt. The attempt has counted the try already, and a code belongs to
 * one attempt, so a code has no more tries than its attempt, and another code brings no new ones.
 */
export async function judgePhone(
  { read, keys, now }: View,
  { attemptId }: Question,
  given: string,
): Promise<Judgement> {
  const sent = await findTextCode(read, attemptId, now());
  if (!sent) return { right: false, reason: "code-expired" };
  if (!isTextCode(keys, sent, given)) return { right: false, reason: "wrong-code" };
  return {
    right: true,
    kind: "phone",
    authenticatorId: sent.phoneId,
    spend: ({ tx }) => spendTextCode(tx, sent.id, now()),
  };
}
