import { assemble } from "./assemble.ts";
import { readConfig } from "./config/config.ts";
import type { Mortise, MortiseSettings } from "./embedding.ts";
import { createLog } from "./log.ts";
import { openServices } from "./open-services.ts";

export type { ConnectionInfo, CurrentSession, Mortise, MortiseSettings, Whereabouts } from "./embedding.ts";
export type { Operation } from "./vocabulary/operations.ts";

/** Opens a Mortise with the given settings. Throws `ConfigError` when they cannot be used. */
export async function createMortise(settings: MortiseSettings): Promise<Mortise> {
  const config = readConfig(settings);
  return assemble(await openServices({ config, log: createLog(config) }));
}
