import { unseal } from "../../crypto/seal.ts";
import { foldCode } from "../../rules/authenticators/typed.ts";
import type { View } from "../../services.ts";
import type { Judgement } from "../judgement.ts";
import { findStep, latestStep } from "./totp.ts";
import { listBoundTotp, spendStep } from "./totp.sql.ts";

/** Compares a code with every authenticator app of the account. */
export async function judgeTotp(
  { read, keys, now, config }: View,
  accountId: string | null,
  given: string,
): Promise<Judgement> {
  const code = foldCode(given);
  let reason: "wrong-code" | "code-already-used" = "wrong-code";
  for (const { id, sealedSecret, lastSpentStep } of await listBoundTotp(read, accountId ?? "")) {
    const step = findStep(unseal(keys, sealedSecret, id), code, { at: now(), around: config.totpStepsAround });
    if (step === undefined) continue;
    if (step > lastSpentStep || lastSpentStep > latestStep(now()))
      return { right: true, kind: "totp", authenticatorId: id, spend: ({ tx }) => spendStep(tx, id, step, now()) };
    reason = "code-already-used";
  }
  return { right: false, reason };
}
