import { ConfigError } from "./config/config-error.ts";
import { type Config, readConfig } from "./config/config.ts";
import { urlOf } from "./addresses.ts";
import { assemble } from "./assemble.ts";
import { installLastResort } from "./last-resort.ts";
import { createLog } from "./log.ts";
import { openServices } from "./open-services.ts";

/** How long an orderly end takes at most. */
const stopSeconds = 5;

/** The process: reads its settings, opens and migrates the database, listens, and ends cleanly. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config);
  const opened = await openServices({ config, log });
  const mortise = assemble(opened);
  const server = mortise.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });
  const lines = [
    `${config.productName} is ready at ${config.publicUrl}${config.basePath}`,
    `  Listening on  ${config.host}:${config.port}`,
    `  Database      ${opened.services.database.place}${opened.migrated.length > 0 ? ` (migrated: ${opened.migrated.join(", ")})` : ""}`,
    `  Mail          ${config.smtpUrl ? `sent through ${new URL(config.smtpUrl).host}` : `kept in the outbox page, ${urlOf(config, "/dev/outbox")}`}`,
    `  Text messages ${describeTextMessages(config)}`,
    "  Stop          Ctrl-C",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // Neither a request nor a receiver that never ends keeps the server from ending: what is cut off then was promised to nobody.
    setTimeout(() => server.closeAllConnections(), stopSeconds * 800).unref();
    setTimeout(() => process.exit(), stopSeconds * 1000).unref();
    void opened.stopWorking();
    server.close(() => void mortise.close().then(() => process.exit()));
    server.closeIdleConnections();
  };
  installLastResort(log, stop);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function describeTextMessages(config: Config): string {
  const { isOn, transportUrl } = config.textMessages;
  if (!isOn) return "off";
  return transportUrl
    ? `sent through ${new URL(transportUrl).host}`
    : `kept in the outbox page, ${urlOf(config, "/dev/outbox")}`;
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || (error as { code?: unknown }).code === "EADDRINUSE";
  process.stderr.write(
    known
      ? `Cannot start. ${(error as Error).message}\n`
      : `Cannot start. ${(error as Error).stack ?? String(error)}\n`,
  );
  process.exit(1);
});
