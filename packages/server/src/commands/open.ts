import { readConfig } from "../config/config.ts";
import { createLog } from "../log.ts";
import { openServices } from "../open-services.ts";
import type { Services } from "../services.ts";

/** Opens the deployment for one command and closes it again. Mail is left to the running server. */
export async function openForCommand<Result>(
  work: (services: Services, migrated: readonly string[]) => Promise<Result>,
  options: { readonly takesAnyDatabase?: boolean } = {},
): Promise<Result> {
  const config = readConfig(process.env);
  const { services, migrated, close } = await openServices({
    config,
    log: createLog({ logLevel: "warn" }),
    sendsMail: false,
    ...options,
  });
  try {
    return await work(services, migrated);
  } finally {
    await close();
  }
}

/** What a command does, with the deployment open while it does it. */
export function opened<Given extends unknown[]>(
  work: (services: Services, ...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return (...given) => openForCommand((services) => work(services, ...given));
}
