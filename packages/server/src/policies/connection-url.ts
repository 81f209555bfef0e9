import type { Config } from "../config/config.ts";

type Place = Pick<Config, "publicUrl" | "basePath">;

/** An address under which providers and browsers find a connection: absolute, as it is given to providers. */
export function connectionUrl({ publicUrl, basePath }: Place, connectionId: string, what: string): string {
  return `${publicUrl}${basePath}/sso/${connectionId}/${what}`;
}

/** The same from the root of this host on. */
export function connectionPath(connectionId: string, what: string): `/${string}` {
  return `/sso/${connectionId}/${what}`;
}
