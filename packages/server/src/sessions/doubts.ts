import type { Config } from "../config/config.ts";
import type { TrustFacts } from "../rules/sessions/trust.ts";
import type { Client, World } from "../services.ts";
import { asEvidence, readPlace } from "./place.ts";
import type { KnownUse } from "./session.ts";

/** What decides whether a request speaks against its session. */
export function gatherDoubtFacts(
  { config, now }: World,
  { device, ip, place }: Client,
  known: Pick<KnownUse, "browser" | "os" | "ip"> & { readonly lastPlace: string | null },
  isForwarded: boolean,
): Omit<TrustFacts, "vouched"> {
  const hasMoved = ip !== known.ip && !isForwarded;
  return {
    known: { browser: known.browser, os: known.os, place: hasMoved ? asEvidence(readPlace(known.lastPlace)) : null },
    seen: { browser: device.browser, os: device.os, place: hasMoved ? asEvidence(place) : null },
    listedNetwork: findListed(config, ip),
    isForwarded,
    now: now(),
  };
}

export function findListed({ doubtedNetworks }: Config, ip: string): string | undefined {
  return doubtedNetworks.find((network) => network.has(ip))?.text;
}
