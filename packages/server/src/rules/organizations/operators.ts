import type { Assurance } from "../../vocabulary/proofs.ts";
import { refuse, type Refusal } from "../../problems.ts";

export interface OperatorFacts {
  /** Keys of the addresses the deployment's setting names. */
  readonly operatorKeys: readonly string[];
  /** The verified address of who asks. */
  readonly emailKey: string;
  readonly assurance: Assurance;
}

/** Whether the account with this verified address looks after the deployment. */
export function decideIsOperator({ operatorKeys, emailKey }: Omit<OperatorFacts, "assurance">): boolean {
  return operatorKeys.includes(emailKey);
}

/** Whether someone may see what concerns the whole deployment: an operator, signed in with two steps. */
export function decideOperatorAccess(facts: OperatorFacts): Refusal<"not-allowed"> | undefined {
  if (!decideIsOperator(facts))
    return refuse("not-allowed", {
      reason: "not-operator",
      detail: "Only those who look after this deployment may see this.",
    });
  if (facts.assurance < 2)
    return refuse("not-allowed", {
      reason: "two-step-needed",
      detail: "Turn on two-step sign-in, then sign in again: the deployment's log needs it.",
    });
  return undefined;
}
