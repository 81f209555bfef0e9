import type { Person } from "../sessions/caller.ts";
import type { Refusal } from "../problems.ts";
import { decideAssurance } from "../rules/sign-in/assurance.ts";
import { decideIsOperator, decideOperatorAccess } from "../rules/organizations/operators.ts";
import type { Services, World } from "../services.ts";
import { parseEmailAddress } from "./email-address.ts";

const keyOf = (email: string): string => parseEmailAddress(email)?.key ?? "";

const operatorKeys = ({ config }: World): string[] => config.operators.map(keyOf).filter(Boolean);

/** Whether an account's verified address is one of those the deployment names as its operators'. */
export function isOperator(services: Services, email: string): boolean {
  return decideIsOperator({ operatorKeys: operatorKeys(services), emailKey: keyOf(email) });
}

/** Refuses whoever does not look after the deployment, or has not signed in with two steps. */
export function refuseNonOperator(services: Services, caller: Person): Refusal<"not-allowed"> | undefined {
  return decideOperatorAccess({
    operatorKeys: operatorKeys(services),
    emailKey: keyOf(caller.account.email),
    assurance: decideAssurance(caller.session.proofs),
  });
}
