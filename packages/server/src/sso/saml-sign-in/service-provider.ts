import { findConnection } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { listOwnKeys } from "../connections/own-keys.ts";
import { writeMetadata } from "../saml/write-metadata.ts";

/** Our metadata for a SAML connection, the newest key first; undefined where there is no such connection. */
export async function writeServiceProvider(services: Services, connectionId: string): Promise<string | undefined> {
  const { config, read } = services;
  const connection = await findConnection(read, connectionId);
  if (connection?.kind !== "saml") return undefined;
  const keys = await listOwnKeys(services, read, connectionId);
  const at = (what: string): string => connectionUrl(config, connectionId, what);
  return writeMetadata({
    entityId: at("metadata"),
    acsUrl: at("acs"),
    logoutUrl: at("logout"),
    certificates: keys.map(({ certificatePem }) => certificatePem),
  });
}
