import { hostname, userInfo } from "node:os";
import { Command } from "commander";
import { flagSessionByHand } from "../accounts/operate-sessions.ts";
import { isRefusal } from "../problems.ts";
import { CommandError } from "./command-error.ts";
import { openForCommand } from "./open.ts";

/** `mortise sessions …`: what an operator may do to one session. */
export function sessionsCommand(): Command {
  const sessions = new Command("sessions").description("act on one session; accounts show lists an account's");
  sessions
    .command("flag")
    .argument("<session>", "id of the session")
    .option("--as <name>", "who you are, for the account's events", `${userInfo().username}@${hostname()}`)
    .option("--reason <text>", "why, for the account's events, where its owner reads it")
    .description("put a session on hold until its owner restores its trust; ignored for a day it ends")
    .action((id: string, options: { as: string; reason?: string }) => flag(id, options));
  return sessions;
}

function flag(id: string, { as, reason }: { as: string; reason?: string }): Promise<void> {
  if (reason !== undefined && reason.length > 200) throw new CommandError("--reason may have at most 200 characters.");
  return openForCommand(async (services) => {
    const flagged = await flagSessionByHand(services, { kind: "operator", id: as }, id, reason);
    if (isRefusal(flagged)) throw new CommandError(flagged.detail ?? flagged.refused);
    process.stdout.write(
      `On hold. ${flagged.email} is told, and restores it with a passkey or an authenticator app.\n`,
    );
  });
}
