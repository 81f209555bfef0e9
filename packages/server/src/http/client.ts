import { placeOfCountry } from "../geoip.ts";
import { decideClientAddress, decideIsTrustedProxy, unknownAddress } from "../rules/client-address.ts";
import { describeDevice } from "../sessions/device.ts";
import { readDeviceCookie } from "../sessions/known-devices.ts";
import type { Client, Device, Place, Services } from "../services.ts";
import { tokenOf } from "./authenticate.ts";
import { cookieNames, readCookie } from "./cookies.ts";

/** What the connection tells beside the request; an embedding host passes it on. */
export interface ConnectionInfo {
  readonly remoteAddress?: string | undefined;
}

/** Reads a header by its name in small letters. */
export type ReadHeader = (name: string) => string | null | undefined;

/** Who sends a request. Device and place are looked up only when somebody asks: most requests never do. */
export function clientOf(
  services: Services,
  read: ReadHeader,
  { remoteAddress = unknownAddress }: ConnectionInfo,
  requestId: string,
): Client {
  const { config, keys } = services;
  const ip = decideClientAddress(remoteAddress, read("x-forwarded-for") ?? null, config.trustedProxies);
  let device: Device | undefined;
  let place: Place | null | undefined;
  return {
    requestId,
    ip,
    get place() {
      if (place === undefined) place = services.locate(ip) ?? placeByProxy(services, read, remoteAddress);
      return place;
    },
    get device() {
      return (device ??= describeDevice({
        userAgent: read("user-agent"),
        brands: read("sec-ch-ua"),
        platform: read("sec-ch-ua-platform"),
      }));
    },
    get isTokenCaller() {
      return wantsToken(read);
    },
    get deviceId() {
      return readDeviceCookie(keys, readCookie(read("cookie"), cookieNames(config).device));
    },
  };
}

/** The headers of a web-standard request. */
export function headersOf({ headers }: Request): ReadHeader {
  return (name) => headers.get(name);
}

/** A program that holds its session token itself: it sends one, or asks for one. */
export function wantsToken(read: ReadHeader): boolean {
  return read("mortise-client") === "token" || tokenOf(read("authorization"), null, "") !== undefined;
}

// Anybody can write the header; only a trusted proxy's word counts.
function placeByProxy({ config }: Services, read: ReadHeader, remoteAddress: string): Place | null {
  const { countryHeader, trustedProxies } = config;
  if (countryHeader === undefined || !decideIsTrustedProxy(remoteAddress, trustedProxies)) return null;
  return placeOfCountry(read(countryHeader));
}
