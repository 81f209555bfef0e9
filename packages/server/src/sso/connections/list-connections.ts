import { listConnections, type StoredConnection } from "../../policies/connections.ts";
import type { Reader } from "../../database/database.ts";
import type { Config } from "../../config/config.ts";
import { describeServiceProvider } from "../addresses.ts";
import { listCertificates } from "./certificates.ts";

/** A connection as those who set it up see it. */
export type ConnectionListing = Awaited<ReturnType<typeof describeConnection>>;

/** Describes a connection, with what is to be copied into the provider. Holds no secret. */
export async function describeConnection(read: Reader, config: Config, connection: StoredConnection) {
  const certificates = connection.kind === "saml" ? await listCertificates(read, connection.id) : [];
  return { ...connection, certificates, serviceProvider: describeServiceProvider(config, connection) };
}

export async function listConnectionsOf(
  read: Reader,
  config: Config,
  organizationId: string,
): Promise<ConnectionListing[]> {
  const all = await listConnections(read, organizationId);
  return Promise.all(all.map((each) => describeConnection(read, config, each)));
}
