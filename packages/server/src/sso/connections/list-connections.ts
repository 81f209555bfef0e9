import { countRecentPeople } from "../../authenticators/identity/identities.ts";
import { listConnections, type StoredConnection } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { describeServiceProvider } from "../addresses.ts";
import { findLastTest } from "../connection-tests/connection-tests.ts";
import { listCertificates } from "./certificates.ts";

type View = Pick<Services, "read" | "config" | "now">;

const monthMs = 30 * 24 * 60 * 60 * 1000;

/** A connection as those who set it up see it. */
export type ConnectionListing = Awaited<ReturnType<typeof describeConnection>>;

/** Describes a connection, with what is to be copied into the provider. Holds no secret. */
export async function describeConnection({ read, config, now }: View, connection: StoredConnection) {
  const { id } = connection;
  return {
    ...connection,
    certificates: await listCertificates(read, connection),
    lastTest: await findLastTest(read, id),
    recentPeople: await countRecentPeople(read, id, now() - monthMs),
    serviceProvider: describeServiceProvider(config, connection),
  };
}

export async function listConnectionsOf(view: View, organizationId: string): Promise<ConnectionListing[]> {
  const all = await listConnections(view.read, organizationId);
  return Promise.all(all.map((each) => describeConnection(view, each)));
}
