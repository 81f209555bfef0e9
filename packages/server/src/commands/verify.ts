import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { witnessVerifier } from "../audit/log/tree/cosignature.ts";
import { logVerifier, readVerifierKey, type VerifierKey } from "../crypto/verifier-key.ts";
import { verifyFile } from "../audit/log/bundle/verify-file.ts";
import { numberOf } from "../audit/log/bundle/verify-line.ts";
import type { Verdict } from "../audit/log/bundle/verify-bundle.ts";
import { CommandError } from "./command-error.ts";

/** `mortise verify BUNDLE`: checks an export offline. It opens no database and no connection. */
export function verifyCommand(): Command {
  return new Command("verify")
    .argument("<bundle>", "a file that `mortise export` or the API has written")
    .requiredOption("--key <key>", "the log's verifier key, or a file that holds it; from /v1/log/key, kept by you")
    .option("--since <file>", "a checkpoint seen before: the bundle must continue it")
    .option(
      "--witness <key>",
      "verifier key of a witness that must have signed the checkpoint, or the one of --since; or a file that holds it",
    )
    .description("check an exported log: exit 0, or 1 with the first line that is wrong")
    .action(async (bundle: string, { key, since, witness }: { key: string; since?: string; witness?: string }) => {
      if (!existsSync(bundle)) throw new CommandError(`There is no file ${bundle}.`);
      const verdict = await verifyFile(bundle, {
        key: logVerifier(readKey("--key", key, "log")),
        ...(since !== undefined && { since: readGiven("--since", since) }),
        ...(witness !== undefined && { witness: witnessVerifier(readKey("--witness", witness, "witness")) }),
      });
      report(bundle, verdict);
    });
}

function report(bundle: string, verdict: Verdict): void {
  if (!verdict.ok) {
    process.stdout.write(`${bundle}: line ${verdict.line}: ${verdict.problem}.\n`);
    process.exitCode = 1;
    return;
  }
  const { lines, head, checkpoint, first, last } = verdict;
  const [from, to] = [first.at, last.at];
  const whole = head.filter
    ? "A selection: what it leaves out is not proven to be absent."
    : head.scope === "deployment"
      ? "The whole log."
      : `Events ${numberOf(first, head)} to ${numberOf(last, head)} of ${head.account ?? head.organization}, none missing between.`;
  process.stdout.write(
    `${bundle}: ${lines} lines, from ${from} to ${to}, are as they were sealed. ${whole}\nLog ${checkpoint.origin}, ${checkpoint.size} events, root ${Buffer.from(checkpoint.root).toString("base64")}.\n`,
  );
}

function readGiven(option: string, file: string): string {
  if (!existsSync(file)) throw new CommandError(`${option}: there is no file ${file}.`);
  return readFileSync(file, "utf8");
}

function readKey(option: string, given: string, kind: VerifierKey["kind"]): VerifierKey {
  const text = existsSync(given) ? readFileSync(given, "utf8").trim() : given.trim();
  const key = readVerifierKey(text);
  if (!key) throw new CommandError(`${option} is not a verifier key such as example.com/log+1a2b3c4d+AQ….`);
  if (key.kind !== kind) throw new CommandError(`${option} is the key of a ${key.kind}, not of a ${kind}.`);
  return key;
}
