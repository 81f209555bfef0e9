import { placeOfCountry } from "../geoip.ts";
import { decideClientAddress, decideIsTrustedProxy, unknownAddress } from "../rules/requests/client-address.ts";
import { describeDevice } from "../sessions/device.ts";
import type { ConnectionInfo } from "../embedding.ts";
import { readDeviceCookie } from "../sessions/known-devices.ts";
import type { Device, Place } from "../vocabulary/whereabouts.ts";
import type { Client, Services, World } from "../services.ts";
import { offersBearer } from "./authenticate.ts";
import { cookieNames, readCookie } from "./cookies.ts";
import type { ReadHeader } from "./read-header.ts";

/** Who sends a request. */
export function clientOf(services: Services, read: ReadHeader, connection: ConnectionInfo, requestId: string): Client {
  return new RequestClient(services, read, connection.remoteAddress ?? unknownAddress, requestId);
}

// Everything is read when somebody asks: most requests never do. A class, because it is made for every session check,
// and making an object with getters of its own costs more than the rest of the check.
class RequestClient implements Client {
  readonly requestId: string;
  readonly #services: Services;
  readonly #read: ReadHeader;
  readonly #remoteAddress: string;
  #ip: string | undefined;
  #device: Device | undefined;
  #place: Place | null | undefined;

  constructor(services: Services, read: ReadHeader, remoteAddress: string, requestId: string) {
    this.#services = services;
    this.#read = read;
    this.#remoteAddress = remoteAddress;
    this.requestId = requestId;
  }

  get ip(): string {
    const { trustedProxies } = this.#services.config;
    return (this.#ip ??= decideClientAddress(this.#remoteAddress, forwardedBy(this.#read), trustedProxies));
  }

  get place(): Place | null {
    if (this.#place === undefined)
      this.#place = this.#services.locate(this.ip) ?? placeByProxy(this.#services, this.#read, this.#remoteAddress);
    return this.#place;
  }

  get device(): Device {
    return (this.#device ??= describeDevice({
      userAgent: this.#read("user-agent"),
      brands: this.#read("sec-ch-ua"),
      platform: this.#read("sec-ch-ua-platform"),
    }));
  }

  get isTokenCaller(): boolean {
    return wantsToken(this.#read);
  }

  get isBackground(): boolean {
    return this.#read("mortise-activity") === "none";
  }

  get takesNewToken(): boolean {
    return saysToken(this.#read) || !offersBearer(this.#read);
  }

  get signUpSecret(): string | null {
    return readCookie(this.#read("cookie"), cookieNames(this.#services.config).signUp) ?? null;
  }

  get setupSecret(): string | null {
    return readCookie(this.#read("cookie"), cookieNames(this.#services.config).setUp) ?? null;
  }

  get attemptSecret(): string | null {
    return readCookie(this.#read("cookie"), cookieNames(this.#services.config).attempt) ?? null;
  }

  get deviceId(): string | null {
    const { keys, config } = this.#services;
    return readDeviceCookie(keys, readCookie(this.#read("cookie"), cookieNames(config).device));
  }
}

// A proxy that says it in `Forwarded` alone (RFC 7239) says something that is not read here: its client is unknown, and not the proxy.
function forwardedBy(read: ReadHeader): string | null | undefined {
  return read("x-forwarded-for") ?? (read("forwarded") == null ? null : unknownAddress);
}

const saysToken = (read: ReadHeader): boolean => read("mortise-client") === "token";

/** A program that holds its session token itself: it sends one, or asks for one. */
export function wantsToken(read: ReadHeader): boolean {
  return saysToken(read) || offersBearer(read);
}

// Anybody can write the header; only a trusted proxy's word counts.
function placeByProxy({ config }: World, read: ReadHeader, remoteAddress: string): Place | null {
  const { countryHeader, trustedProxies } = config;
  if (countryHeader === undefined || !decideIsTrustedProxy(remoteAddress, trustedProxies)) return null;
  return placeOfCountry(read(countryHeader));
}
