import { availableParallelism } from "node:os";
import { type Config, readConfig } from "../../config/config.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { Environment } from "../../config/read-settings.ts";
import { openTransport } from "../../delivery/transport.ts";
import { type Finding, ok, warning, within, wrong } from "./finding.ts";
import { lookAtDatabase } from "./look-at-database.ts";
import { lookAtNames } from "./look-at-names.ts";
import { lookAtPlaces } from "./look-at-places.ts";
import { lookAtSenders } from "./look-at-senders.ts";

/** Looks at all that is set, and at what it leads to. Changes nothing, sends nothing, and ends in time. */
export async function examine(environment: Environment, now: () => number): Promise<readonly Finding[]> {
  const node = lookAtNode(process.versions.node);
  try {
    const config = readConfig(environment);
    await openTransport(config).close();
    return [node, ok("settings", "all are understood"), ...(await examineConfig(config, now))];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [node, wrong("settings", error.message, "The server does not start before this is mended.")];
  }
}

async function examineConfig(config: Config, now: () => number): Promise<readonly Finding[]> {
  const [database, senders, places] = await Promise.all([
    within(15, "database", () => lookAtDatabase(config, now)),
    lookAtSenders(config),
    lookAtPlaces(config, now).catch((error: unknown) => {
      if (!(error instanceof ConfigError)) throw error;
      return [wrong("places", error.message, "The server does not start with it.")];
    }),
  ]);
  return [
    ...lookAtNames(config),
    lookAtWorkers(config.workers, availableParallelism()),
    ...database,
    ...senders,
    ...places,
  ];
}

/** One process a core is what helps. */
export function lookAtWorkers(workers: number, cores: number): Finding {
  if (workers > cores)
    return warning(
      "workers",
      `${workers} share ${cores} ${cores === 1 ? "core" : "cores"}`,
      `They wait for each other: set MORTISE_WORKERS to ${cores} at most.`,
    );
  return ok(
    "workers",
    workers === 1 ? "one process answers" : `${workers} processes answer, one of them seals and sends`,
  );
}

/** The oldest that is supported of each line, as package.json has them. */
export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!isSupported) return wrong("Node", `${version} is not supported`, "Install Node 24.");
  return major === 20
    ? warning("Node", `${version} gets no security fixes any more`, "Install Node 24.")
    : ok("Node", version);
}
