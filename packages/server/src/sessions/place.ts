import { unknownAddress } from "../rules/requests/client-address.ts";
import type { Place } from "../vocabulary/whereabouts.ts";
import type { Client } from "../services.ts";
import type { SeenUse } from "./touch.sql.ts";

/** A place with when and from which address it was seen, as a session keeps it. */
export interface SeenPlace extends Place {
  readonly at: number;
  readonly ip: string;
}

export function writePlace(place: Place | null, ip: string, at: number): string | null {
  return place && JSON.stringify({ ...place, ip, at } satisfies SeenPlace);
}

export function readPlace(text: string | null): SeenPlace | null {
  return text === null ? null : (JSON.parse(text) as SeenPlace);
}

/** A place as far as it may count against a session. */
export function asEvidence<Seen extends Place>(place: Seen | null): Seen | null {
  return place?.isRough ? null : place;
}

/** Says nothing of where a session is used. */
export const seenNothing: SeenUse = { lastIp: null, lastPlace: null, locatedAt: null, browserVersion: null };

/** What a request shows of where its session is used. */
export function seenUse({ device, ip, place }: Client, known: { browser: string }, at: number): SeenUse {
  return {
    locatedAt: at,
    lastIp: ip === unknownAddress ? null : ip,
    lastPlace: writePlace(place, ip, at),
    browserVersion: device.browser === known.browser ? device.version : null,
  };
}
