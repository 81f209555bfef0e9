import type { Config } from "../config/config.ts";
import { connectionUrl } from "../policies/connection-url.ts";

type Place = Pick<Config, "publicUrl" | "basePath">;

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
