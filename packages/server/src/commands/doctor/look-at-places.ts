import type { Config } from "../../config/config.ts";
import { countryTable, openPlaces } from "../../geoip.ts";
import type { Log } from "../../services.ts";
import { type Finding, ok, warning } from "./finding.ts";

const day = 24 * 60 * 60 * 1000;
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The file of places: whether it can be read, what made it, and how old it is. */
export async function lookAtPlaces(
  { geoipDatabase, countryHeader }: Config,
  now: () => number,
): Promise<readonly Finding[]> {
  const { builtAt } = await openPlaces(geoipDatabase, silent);
  if (builtAt === null)
    return countryHeader === undefined
      ? [warning("places", "places stay empty", `Install ${countryTable} (CC0), or set MORTISE_GEOIP_DATABASE.`)]
      : [ok("places", `countries come from the proxy's header ${countryHeader}`)];
  const what = geoipDatabase ?? `the table of countries (${countryTable}); shown, and no evidence against a session`;
  const days = Math.max(0, Math.floor((now() - builtAt) / day));
  const says = `${what}, of ${new Date(builtAt).toISOString().slice(0, 10)}, ${days} days old`;
  return [days > 400 ? warning("places", says, "Addresses change hands: get a newer one.") : ok("places", says)];
}
