import { type ExportFormat, exportFormats } from "../vocabulary/states.ts";
import { once } from "node:events";
import { createWriteStream, existsSync, renameSync, unlinkSync } from "node:fs";
import { Command, Option } from "commander";
import { eventKinds, type EventKind } from "../vocabulary/events/define.ts";
import { exportEvents, exportFacts, type ExportWish } from "../audit/export-events.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Services } from "../services.ts";
import { CommandError } from "./command-error.ts";
import { openForCommand } from "./open.ts";
import { type As, asOption, getAccount, operatorOf, say } from "./operator.ts";

interface Options extends As {
  readonly format: ExportFormat;
  readonly account?: string;
  readonly kind?: EventKind;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
}

/** `mortise export FILE`: the log, or one account's part of it, with its proofs. */
export function exportCommand(): Command {
  return new Command("export")
    .argument("<file>", "where to write it; must not exist")
    .addOption(new Option("--format <format>", "how").choices(exportFormats).default("jsonl"))
    .option("--account <account>", "only the events of this account (id or email address)")
    .addOption(new Option("--kind <kind>", "only events of this kind").choices([...eventKinds]))
    .option("--type <type>", "only events of this type")
    .option("--from <instant>", "only events at or after this instant, such as 2026-11-01T00:00:00Z")
    .option("--to <instant>", "only events before this instant")
    .option("--since <size>", "size of a checkpoint seen before, for `mortise verify --since`")
    .addOption(asOption("the log"))
    .description("write the event log to a file that `mortise verify` checks without a server")
    .action(async (file: string, options: Options) => {
      if (existsSync(file)) throw new CommandError(`${file} exists already. Nothing was written.`);
      await openForCommand((services) => run(services, file, options));
    });
}

async function run(services: Services, file: string, options: Options): Promise<void> {
  const wish = await readWish(services, options);
  await services.transact((work) =>
    recordEvent(work, {
      type: "events.exported",
      accountId: wish.accountId ?? null,
      actor: operatorOf(options),
      data: exportFacts(wish),
    }),
  );
  const { pieces, size } = await exportEvents(services, wish);
  await writeWhole(file, pieces);
  say(`Written to ${file}, up to event ${size} of the log. Check it with: mortise verify ${file} --key KEY`);
}

async function readWish(services: Services, options: Options): Promise<ExportWish> {
  const { format, kind, type, account: which, since } = options;
  const account = which === undefined ? undefined : await getAccount(services, which);
  if (since !== undefined && !/^\d{1,15}$/.test(since)) throw new CommandError("--since must be a checkpoint's size.");
  return {
    scope: account ? "account" : "deployment",
    accountId: account?.id,
    format,
    kind,
    type,
    from: readInstant("--from", options.from),
    to: readInstant("--to", options.to),
    since: since === undefined ? undefined : Number(since),
  };
}

function readInstant(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CommandError(`${option} must be an instant such as 2026-11-01T00:00:00Z.`);
  return at;
}

// Under another name until it is whole: half a file must not look like one.
async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const part = `${file}.part`;
  const out = createWriteStream(part, { flags: "wx", mode: 0o600 });
  try {
    await once(out, "open");
    for await (const piece of pieces) if (!out.write(piece)) await once(out, "drain");
    out.end();
    await once(out, "finish");
    renameSync(part, file);
  } catch (error) {
    out.destroy();
    if ((error as { code?: unknown }).code !== "EEXIST") unlinkSync(part);
    throw error;
  }
}
