import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import type { Account } from "../accounts/find-account.ts";
import {
  endAccountSessions,
  listAccounts,
  type Operator,
  removeSecondFactors,
  restoreAccount,
  suspendAccount,
} from "../accounts/operate-accounts.ts";
import { listAuthenticators } from "../authenticators/list-authenticators.ts";
import type { Services } from "../services.ts";
import { listSessions } from "../sessions/list-sessions.ts";
import { CommandError } from "./command-error.ts";
import { addList } from "./listing.ts";
import { opened } from "./open.ts";
import { type As, asOption, done, getAccount, operatorOf, say } from "./operator.ts";

const instant = (at: number | null): string => (at === null ? "" : new Date(at).toISOString());

/** `mortise accounts …`: what an operator may do to an account. Each act names the operator in the account's events. */
export function accountsCommand(): Command {
  const accounts = new Command("accounts").description("look at accounts and act on them");
  addList(accounts, { of: "accounts", searched: "addresses", list: listAccounts, line: describe });
  accounts
    .command("show")
    .argument("<account>", "id or email address")
    .description("one account: how it is protected, its sessions")
    .action(opened(show));
  act(
    accounts,
    "suspend",
    "end the sessions and refuse sign-in until restored",
    async (services, operator, account) => {
      done(await suspendAccount(services, operator, account.id));
      say(`Suspended ${account.email}. Its sessions have ended.`);
    },
  );
  act(accounts, "restore", "let a suspended or secured account sign in again", async (services, operator, account) => {
    done(await restoreAccount(services, operator, account.id));
    say(`Restored ${account.email}.`);
  });
  act(accounts, "end-sessions", "sign the account out everywhere", async (services, operator, account) => {
    say(`Ended ${await endAccountSessions(services, operator, account.id)} sessions of ${account.email}.`);
  });
  act(
    accounts,
    "remove-second-factors",
    "remove every second factor and recovery code, after two confirmations",
    removeFactors,
  );
  return accounts;
}

type Act = (services: Services, operator: Operator, account: Account) => Promise<void>;

function act(accounts: Command, name: string, description: string, work: Act): void {
  accounts
    .command(name)
    .argument("<account>", "id or email address")
    .addOption(asOption("the account's events"))
    .description(description)
    .action(
      opened(async (services, which: string, options: As) =>
        work(services, operatorOf(options), await getAccount(services, which)),
      ),
    );
}

function describe({ id, email, createdAt, suspendedAt, securedAt, deletesAt }: Account): string {
  const state =
    suspendedAt !== null
      ? "suspended"
      : securedAt !== null
        ? "secured"
        : deletesAt !== null
          ? `deletes ${instant(deletesAt)}`
          : "active";
  return `${id}  ${instant(createdAt)}  ${state}  ${email}`;
}

async function show(services: Services, which: string): Promise<void> {
  const account = await getAccount(services, which);
  const listed = await listAuthenticators(services, account.id);
  const { password, totp, passkeys, phones, recoveryCodes } = listed;
  const sessions = await listSessions(services, { accountId: account.id, limit: 100 });
  say(`${account.email} (${account.name})`);
  say(`  id             ${account.id}`);
  say(`  created        ${instant(account.createdAt)}`);
  if (account.suspendedAt !== null) say(`  suspended      ${instant(account.suspendedAt)}`);
  if (account.securedAt !== null) say(`  secured        ${instant(account.securedAt)}`);
  if (account.deletesAt !== null) say(`  will be gone   ${instant(account.deletesAt)}`);
  say(`  password       ${password ? `changed ${instant(password.changedAt)}` : "none"}`);
  for (const { kind, name, lastUsedAt } of [...passkeys, ...totp, ...phones])
    say(`  ${kind.padEnd(14)} ${name}, last used ${lastUsedAt === null ? "never" : instant(lastUsedAt)}`);
  say(`  recovery codes ${recoveryCodes ? `${recoveryCodes.remaining} of ${recoveryCodes.total} left` : "none"}`);
  for (const { id, device, ip, place, lastSeenAt, flaggedReason } of sessions) {
    const trust = flaggedReason === null ? "" : `  flagged: ${flaggedReason}`;
    const from = place ? `${ip} (${place.text})` : ip;
    say(`  session        ${id}  ${device}  ${from}  last seen ${instant(lastSeenAt)}${trust}`);
  }
}

// Whoever answers for this has looked twice: at whose account it is, and at what it does.
async function removeFactors(services: Services, operator: Operator, account: Account): Promise<void> {
  say(
    `This removes every second factor and recovery code of ${account.email} (${account.id}) and signs it out everywhere.`,
  );
  say("From then on its password alone opens it. Be sure that the person who asked is its owner.");
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    process.stdout.write(question);
    const answer: IteratorResult<string, undefined> = await answers.next();
    return answer.value?.trim() ?? "";
  };
  const first = await ask(`Type the account's email address: `);
  const second = first === account.email ? await ask("Type REMOVE: ") : "";
  lines.close();
  if (second !== "REMOVE") throw new CommandError("Not confirmed. Nothing was changed.");
  const removed = done(await removeSecondFactors(services, operator, account.id));
  say(removed ? `Removed. ${account.email} has been told.` : `${account.email} has no second factor.`);
}
