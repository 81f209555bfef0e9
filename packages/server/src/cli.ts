import { existsSync } from "node:fs";
import { Command } from "commander";
import { acceptDatabaseNow } from "./commands/accept-database.ts";
import { accountsCommand } from "./commands/accounts.ts";
import { breachedCommand } from "./commands/breached.ts";
import { checkLogNow } from "./commands/check-log.ts";
import { describeConfig } from "./commands/config.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { keysCommand } from "./commands/keys.ts";
import { organizationsCommand } from "./commands/organizations.ts";
import { sessionsCommand } from "./commands/sessions.ts";
import { verifyCommand } from "./commands/verify.ts";
import { asOption } from "./commands/operator.ts";
import { CommandError } from "./commands/command-error.ts";
import { openForCommand } from "./commands/open.ts";
import { witnessCommand } from "./commands/witness.ts";
import { ConfigError } from "./config/config-error.ts";
import { version } from "./version.ts";

/** The operator's commands. They read the same settings as the server, and work beside it while it runs. */
const program = new Command("mortise").description("Account security for the apps people build.").version(version);

program
  .command("start")
  .description("run the server")
  .action(async () => {
    await import("./main.ts");
  });

program
  .command("config")
  .description("print the settings in force; secrets are masked")
  .action(() => {
    process.stdout.write(describeConfig(process.env));
  });

program
  .command("migrate")
  .description("bring the database up to date; the server does so by itself at start")
  .action(async () => {
    await openForCommand(async (_services, migrated) => {
      process.stdout.write(
        migrated.length > 0 ? `Applied: ${migrated.join(", ")}\n` : "Nothing to do: the database is up to date.\n",
      );
    });
  });

program
  .command("backup")
  .argument("<file>", "where to write the copy; must not exist")
  .description("copy a SQLite database while it is in use")
  .action(async (file: string) => {
    if (existsSync(file)) throw new CommandError(`${file} exists already. Nothing was written.`);
    await openForCommand(async ({ database }) => {
      await database.backup(file).catch((error: unknown) => {
        const { code, syscall } = error as NodeJS.ErrnoException;
        if (syscall === "open") throw new CommandError(`${file} cannot be written (${code}). Nothing was.`);
        throw error;
      });
      process.stdout.write(
        `Copied to ${file}. It holds addresses and password hashes: guard it. To open it you also need the root key.\n`,
      );
    });
  });

program
  .command("check-log")
  .description("check the sealed log against its events, checkpoints and witnesses; the server does so each night")
  .action(checkLogNow);

program
  .command("accept-database")
  .description("take a database that is behind its own checkpoint, after a backup was restored on purpose")
  .addOption(asOption("the deployment's log"))
  .action(acceptDatabaseNow);

program.addCommand(doctorCommand());
program.addCommand(accountsCommand());
program.addCommand(organizationsCommand());
program.addCommand(sessionsCommand());
program.addCommand(keysCommand());
program.addCommand(exportCommand());
program.addCommand(verifyCommand());
program.addCommand(witnessCommand());
program.addCommand(breachedCommand());

program.parseAsync().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof CommandError;
  process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
});
