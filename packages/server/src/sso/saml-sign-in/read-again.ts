import { claimMetadataOf, findConnection, type SamlConfiguration } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { readOne } from "../connections/look-after.ts";
import type { Asked } from "../flow/begin.ts";

/** Whoever sends answers of strangers makes us ask a provider so often and no more. */
const pauseMs = 10 * 60_000;

/**
 * Reads a connection's metadata before its day has come: an answer was signed with a key that is not known, and the provider may have
 * a new one. Answers the configuration with other certificates; undefined where there are none.
 */
export async function readAgain(
  services: Services,
  { connection, configuration, revision }: Asked,
): Promise<SamlConfiguration | undefined> {
  if (configuration.kind !== "saml" || configuration.metadataUrl === null || revision !== connection.revision)
    return undefined;
  const now = services.now();
  const claimed = await services.transact(({ tx }) =>
    claimMetadataOf(tx, connection.id, { before: now - pauseMs, now }),
  );
  if (!claimed) return undefined;
  await readOne(services, connection);
  const next = await findConnection(services.read, connection.id);
  if (next?.configuration.kind !== "saml" || next.revision !== revision) return undefined;
  const isSame = next.configuration.certificates.join() === configuration.certificates.join();
  return isSame ? undefined : next.configuration;
}
