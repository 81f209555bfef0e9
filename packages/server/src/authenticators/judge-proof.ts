import type { AssertionAnswer } from "./passkey/credential.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Services } from "../services.ts";
import type { JudgementOrBusy, Question } from "./judgement.ts";
import { judgePasskey } from "./passkey/judge-passkey.ts";
import { judgePassword } from "./password/judge-password.ts";
import { judgePhone } from "./phone/judge-phone.ts";
import { judgeRecoveryCode } from "./recovery-codes/judge-recovery-code.ts";
import { judgeTotp } from "./totp/judge-totp.ts";

/** What a person answers with, by kind. */
export type ProofResponse =
  | { readonly kind: "password"; readonly password: string }
  | { readonly kind: "totp"; readonly code: string }
  | { readonly kind: "passkey"; readonly credential: AssertionAnswer }
  | { readonly kind: "phone"; readonly code: string }
  | { readonly kind: "recovery-code"; readonly code: string };

type Judge<Response> = (services: Services, question: Question, response: Response) => Promise<JudgementOrBusy>;
type Judges = { readonly [Kind in AuthenticatorKind]: Judge<Extract<ProofResponse, { kind: Kind }>> };

// A closed record: a new kind does not compile until it can be judged.
const judges: Judges = {
  password: (services, { accountId }, { password }) => judgePassword(services, accountId, password),
  totp: (services, { accountId }, { code }) => judgeTotp(services, accountId, code),
  passkey: (services, question, { credential }) => judgePasskey(services, question, credential),
  phone: (services, question, { code }) => judgePhone(services, question, code),
  "recovery-code": (services, { accountId }, { code }) => judgeRecoveryCode(services, accountId, code),
};

/** Looks at an answer, outside any transaction. Nothing is spent by looking. */
export function judgeProof(services: Services, question: Question, response: ProofResponse): Promise<JudgementOrBusy> {
  const judge = judges[response.kind] as Judge<ProofResponse>;
  return judge(services, question, response);
}
