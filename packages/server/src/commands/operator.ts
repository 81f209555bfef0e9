import { hostname, userInfo } from "node:os";
import { Option } from "commander";
import type { Account } from "../accounts/find-account.ts";
import { findAccountForOperator, type Operator } from "../accounts/operate-accounts.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import { CommandError } from "./command-error.ts";

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Who acts, as events name them: whoever runs the command, where nothing else is said. */
export interface As {
  readonly as: string;
}

/** `--as`: who acts, for the events where that is read. */
export function asOption(readIn: string): Option {
  return new Option("--as <name>", `who you are, for ${readIn}`).default(`${userInfo().username}@${hostname()}`);
}

export function operatorOf({ as }: As): Operator {
  return { kind: "operator", id: as };
}

export async function getAccount(services: Services, which: string, advice = ""): Promise<Account> {
  const account = await findAccountForOperator(services, which);
  if (!account) throw new CommandError(`There is no account ${which}.${advice}`);
  return account;
}

/** What was done. Throws a refusal in words for the operator. */
export function done<Result>(result: Result, otherwise?: string): Exclude<Result, Refusal> {
  const answer: unknown = result;
  if (isRefusal(answer)) throw new CommandError(answer.detail ?? otherwise ?? answer.refused);
  return result as Exclude<Result, Refusal>;
}
