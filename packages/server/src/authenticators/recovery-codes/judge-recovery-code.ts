import type { View } from "../../services.ts";
import type { Judgement } from "../judgement.ts";
import { hashRecoveryCode, normalizeRecoveryCode } from "./recovery-code.ts";
import { findCode, spendCode } from "./recovery-codes.sql.ts";

/** Compares a recovery code with those of the account's valid set. */
export async function judgeRecoveryCode(
  { read, keys, now }: View,
  accountId: string | null,
  typed: string,
): Promise<Judgement> {
  const owner = accountId ?? "";
  const code = await findCode(read, owner, hashRecoveryCode(keys, owner, normalizeRecoveryCode(typed)));
  if (!code) return { right: false, reason: "wrong-code" };
  if (code.spentAt !== null) return { right: false, reason: "code-already-used" };
  return {
    right: true,
    kind: "recovery-code",
    authenticatorId: code.setId,
    spend: ({ tx }) => spendCode(tx, code.id, now()),
  };
}
