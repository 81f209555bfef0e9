import type { SsoConnection } from "../app/api-types.ts";
import type { AddressOf } from "../../../server/src/addresses.ts";

/** The page's address as the router reads it. */
export const ssoArea = "/organizations/:organization/single-sign-on";

export type SsoAddress = AddressOf<"singleSignOn">;

/** What the addresses of one connection begin with. Ids begin with `conn_`. */
export function connectionAddress(home: SsoAddress, { id }: Pick<SsoConnection, "id">): `${SsoAddress}/conn_${string}` {
  return `${home}/conn_${id.slice("conn_".length)}`;
}
