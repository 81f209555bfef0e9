import type { Command } from "commander";
import type { Services } from "../services.ts";
import { CommandError } from "./command-error.ts";
import { opened } from "./open.ts";
import { say } from "./operator.ts";

interface Page<Limit> {
  readonly search?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: Limit;
}

interface Listing<Row> {
  /** What is listed, and where a search looks: "accounts", "addresses". */
  readonly of: string;
  readonly searched: string;
  readonly list: (services: Services, page: Page<number>) => Promise<readonly Row[]>;
  readonly line: (row: Row) => string;
}

/** `… list`: newest first, a page at a time. */
export function addList<Row extends { readonly id: string }>(
  parent: Command,
  { of, searched, list, line }: Listing<Row>,
): void {
  const print = async (services: Services, { limit, ...page }: Page<string>): Promise<void> => {
    const most = Number(limit);
    if (!Number.isInteger(most) || most < 1 || most > 1000)
      throw new CommandError("--limit must be a whole number from 1 to 1000.");
    const found = await list(services, { ...page, limit: most });
    for (const row of found) say(line(row));
    if (found.length === 0) say(`No ${of}.`);
    if (found.length === most) say(`More: --before ${found.at(-1)?.id ?? ""}`);
  };
  parent
    .command("list")
    .description(`${of}, newest first`)
    .option("--search <text>", `only ${searched} that hold this text`)
    .option("--limit <n>", "at most so many", "50")
    .option("--before <id>", `only ${of} older than this one`)
    .action(opened(print));
}
