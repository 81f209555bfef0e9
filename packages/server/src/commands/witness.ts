import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { Command } from "commander";
import { fromBase64, toBase64 } from "../crypto/base64.ts";
import { formatVerifierKey, readVerifierKey, type VerifierKey } from "../crypto/verifier-key.ts";
import { signingKeyOf } from "../crypto/ed25519.ts";
import { systemRandom } from "../crypto/random.ts";
import { systemNow } from "../open-services.ts";
import { CommandError } from "./command-error.ts";
import { createWitnessServer } from "./witness-server.ts";
import { openWitnessStore, writeSafely } from "./witness-store.ts";

interface Options {
  readonly port: string;
  readonly host: string;
  readonly store: string;
  readonly log: readonly string[];
  readonly keyFile?: string;
  readonly name: string;
}

/** `mortise witness`: a small server of its own, best run where the log's operators have no access. */
export function witnessCommand(): Command {
  return new Command("witness")
    .description("sign checkpoints of other deployments' logs, and refuse those that contradict what was signed before")
    .requiredOption("--port <n>", "port to listen on")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .requiredOption("--store <file>", "where to remember what was signed; made when it is missing")
    .requiredOption("--log <keys...>", "verifier keys of the logs, as GET /v1/log/key shows them")
    .option("--key-file <file>", "the witness's own key; made when it is missing (default: the store's name with .key)")
    .option("--name <name>", "the name a new key signs under", hostname())
    .action(run);
}

function run({ port, host, store, log, keyFile = `${store}.key`, name }: Options): void {
  if (!/^\d+$/.test(port) || Number(port) > 65_535) throw new CommandError("--port must be a number up to 65535.");
  const { key, privateKey } = openWitnessKey(keyFile, name);
  const logs = log.map(readLog);
  const server = createWitnessServer({ logs, key, privateKey, store: openWitnessStore(store), now: systemNow });
  server.once("error", (error) => {
    process.stderr.write(`Cannot start. ${error.message}\n`);
    process.exitCode = 1;
  });
  server.listen(Number(port), host, () => {
    process.stdout.write(`Witness of ${logs.map((each) => each.name).join(", ")} on ${host}:${port}\n`);
    process.stdout.write(`  Key  ${formatVerifierKey(key)}\n`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
}

function readLog(text: string): VerifierKey {
  const key = readVerifierKey(text);
  if (key?.kind !== "log") throw new CommandError("--log takes the key of a log, as GET /v1/log/key shows it.");
  return key;
}

/** The witness's key: a name and 32 bytes, in one line. */
export function openWitnessKey(path: string, name: string): { key: VerifierKey; privateKey: Uint8Array } {
  if (!/^[^\s+]+$/u.test(name)) throw new CommandError("--name may hold no space and no plus sign.");
  if (!existsSync(path)) writeSafely(path, `${name} ${toBase64(systemRandom(32))}\n`);
  const [kept = "", encoded = ""] = readFileSync(path, "utf8").trim().split(" ");
  const privateKey = fromBase64(encoded);
  if (!kept || privateKey?.length !== 32) throw new CommandError(`${path} does not hold a witness's key.`);
  return { key: { kind: "witness", name: kept, publicKey: signingKeyOf(privateKey).publicKey }, privateKey };
}
