import { decideClientAddress } from "../rules/client-address.ts";
import { describeDevice } from "../sessions/device.ts";
import { readDeviceCookie } from "../sessions/known-devices.ts";
import type { Client, Device, Services } from "../services.ts";
import { tokenOf } from "./authenticate.ts";
import { cookieNames, readCookie } from "./cookies.ts";

/** What the connection tells beside the request; an embedding host passes it on. */
export interface ConnectionInfo {
  readonly remoteAddress?: string | undefined;
}

/** Who sends a request. The device is read from User-Agent only when somebody asks: most requests never do. */
export function clientOf(
  { config, keys }: Services,
  request: Request,
  { remoteAddress }: ConnectionInfo,
  requestId: string,
): Client {
  const { headers } = request;
  let device: Device | undefined;
  return {
    requestId,
    ip: decideClientAddress(remoteAddress ?? "unknown", headers.get("x-forwarded-for"), config.trustedProxies),
    place: null,
    get device() {
      return (device ??= describeDevice(headers.get("user-agent")));
    },
    isTokenCaller: wantsToken(headers),
    deviceId: readDeviceCookie(keys, readCookie(headers.get("cookie"), cookieNames(config).device)),
  };
}

/** A program that holds its session token itself: it sends one, or asks for one. */
export function wantsToken(headers: Headers): boolean {
  return headers.get("mortise-client") === "token" || tokenOf(headers.get("authorization"), null, "") !== undefined;
}
