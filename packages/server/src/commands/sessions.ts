import { Command } from "commander";
import { endEverySession, flagSessionByHand } from "../accounts/operate-sessions.ts";
import { CommandError } from "./command-error.ts";
import { openForCommand } from "./open.ts";
import { type As, asOption, done, operatorOf, say } from "./operator.ts";

/** `mortise sessions …`: what an operator may do to one session. */
export function sessionsCommand(): Command {
  const sessions = new Command("sessions").description("act on sessions; accounts show lists an account's");
  sessions
    .command("flag")
    .argument("<session>", "id of the session")
    .addOption(asOption("the account's events"))
    .option("--reason <text>", "why, for the account's events, where its owner reads it")
    .description("put a session on hold until its owner restores its trust; ignored for a day it ends")
    .action(flag);
  sessions
    .command("end-all")
    .addOption(asOption("the accounts' events"))
    .requiredOption("--yes", "everybody is signed out, and no device skips the second step any more")
    .description("sign everybody out of everything, after a break-in")
    .action(endAll);
  return sessions;
}

function endAll(options: As): Promise<void> {
  return openForCommand(async (services) => {
    const { accounts, sessions } = await endEverySession(services, operatorOf(options));
    say(`Ended ${sessions} sessions of ${accounts} accounts.`);
  });
}

function flag(id: string, options: As & { reason?: string }): Promise<void> {
  const { reason } = options;
  if (reason !== undefined && reason.length > 200) throw new CommandError("--reason may have at most 200 characters.");
  return openForCommand(async (services) => {
    const { email } = done(await flagSessionByHand(services, operatorOf(options), id, reason));
    say(`On hold. ${email} is told, and restores it with a passkey or an authenticator app.`);
  });
}
