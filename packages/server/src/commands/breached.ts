import { existsSync } from "node:fs";
import { Command } from "commander";
import { buildFilter, WrongList } from "../authenticators/password/breached/build-filter.ts";
import { openFilter } from "../authenticators/password/breached/read-filter.ts";
import { CommandError } from "./command-error.ts";

/** `mortise breached build INPUT OUTPUT`: makes the file that `MORTISE_BREACHED_PASSWORDS=file:…` reads. It opens no database. */
export function breachedCommand(): Command {
  const breached = new Command("breached").description("passwords that became public elsewhere");
  breached
    .command("build")
    .argument("<input>", "a text with a SHA-1 hash (HASH or HASH:count) or a password a line, in any order")
    .argument("<output>", "where to write the filter; must not exist")
    .description("make a filter of a list: six bytes of each hash, sorted, four of them on disk")
    .action(async (input: string, output: string) => {
      if (!existsSync(input)) throw new CommandError(`There is no file ${input}.`);
      if (existsSync(output)) throw new CommandError(`${output} exists already. Nothing was written.`);
      const count = await buildFilter(input, output).catch((error: unknown) => {
        throw error instanceof WrongList ? new CommandError(error.message) : error;
      });
      await (await openFilter(output, { verify: true })).close();
      const wrong = count / 2 ** 48;
      process.stdout.write(
        `Wrote ${count} entries to ${output}. Of passwords that are not on the list, ${wrong.toExponential(1)} are taken for one that is.\n`,
      );
    });
  return breached;
}
