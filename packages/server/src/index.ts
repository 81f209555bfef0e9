import { assemble } from "./assemble.ts";
import { readConfig } from "./config/config.ts";
import type { Mortise, MortiseSettings } from "./embedding.ts";
import { createLog } from "./log.ts";
import { openServices } from "./open-services.ts";

export type { ConnectionInfo, CurrentSession, Mortise, MortiseSettings, Whereabouts } from "./embedding.ts";
export type { Operation } from "./vocabulary/operations.ts";

/** Opens a Mortise with the given settings. Throws `ConfigError` when they cannot be used. */
export async function createMortise(settings: MortiseSettings): Promise<Mortise> {
  const given = readConfig(settings);
  const log = createLog(given);
  if (given.workers > 1)
    log.warn({ setting: "MORTISE_WORKERS" }, "does nothing inside an app, whose process is its own");
  return assemble(await openServices({ config: { ...given, workers: 1 }, log }));
}
