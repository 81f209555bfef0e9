import type { AuthenticatorKind } from "../rules/vocabulary.ts";
import type { Services } from "../services.ts";
import type { JudgementOrBusy } from "./judgement.ts";
import { judgePassword } from "./password/judge-password.ts";
import { judgeRecoveryCode } from "./recovery-codes/judge-recovery-code.ts";
import { judgeTotp } from "./totp/judge-totp.ts";

/** What a person answers with, by kind. */
export type ProofResponse =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "totp"; readonly code: string }
  | { readonly kind: "recovery-code"; readonly code: string };

type Judges = {
  readonly [Kind in AuthenticatorKind]: (
    services: Services,
    accountId: string | null,
    response: Extract<ProofResponse, { kind: Kind }>,
  ) => Promise<JudgementOrBusy>;
};

// A closed record: a new kind does not compile until it can be judged.
const judges: Judges = {
  password: (services, accountId, { password }) => judgePassword(services, accountId, password),
  totp: (services, accountId, { code }) => judgeTotp(services, accountId, code),
  "recovery-code": (services, accountId, { code }) => judgeRecoveryCode(services, accountId, code),
};

/** Looks at an answer, outside any transaction. Nothing is spent by looking. */
export function judgeProof(
  services: Services,
  accountId: string | null,
  response: ProofResponse,
): Promise<JudgementOrBusy> {
  const judge = judges[response.kind] as (
    services: Services,
    accountId: string | null,
    response: ProofResponse,
  ) => Promise<JudgementOrBusy>;
  return judge(services, accountId, response);
}
