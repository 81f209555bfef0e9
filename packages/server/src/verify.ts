import { CommandError } from "./commands/command-error.ts";
import { verifyCommand } from "./commands/verify.ts";

// A program of its own: what it loads opens no database and no connection.
verifyCommand()
  .name("mortise-verify")
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof CommandError ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
