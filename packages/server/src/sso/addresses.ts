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

/** What an admin copies into the provider. */
export function describeServiceProvider(
  config: Place,
  { id, kind }: { readonly id: string; readonly kind: "oidc" | "saml" },
) {
  const at = (what: string): string => connectionUrl(config, id, what);
  if (kind === "oidc")
    return {
      redirectUri: at("callback"),
      initiateLoginUri: at("initiate"),
      backchannelLogoutUri: at("backchannel-logout"),
      postLogoutRedirectUri: at("logout"),
    };
  return {
    entityId: at("metadata"),
    acsUrl: at("acs"),
    metadataUrl: at("metadata"),
    logoutUrl: at("logout"),
    initiateUrl: at("initiate"),
  };
}
