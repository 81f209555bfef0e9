import type { Operator } from "../accounts/operate-accounts.ts";
import { recordEvent } from "../audit/record-event.ts";
import { changeConnection, findConnection, listConnections, type StoredConnection } from "../policies/connections.ts";
import { isRequired } from "../policies/enforcement.ts";
import { findOrganization } from "../policies/organizations.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import { endConnection } from "./connections/end-connection.ts";
import { type CertificateListing, listCertificates } from "./connections/certificates.ts";
import { listTraces, type Trace } from "./traces.ts";

/** An organization's connections as an operator sees them; undefined where there is no such organization. */
export async function listConnectionsForOperator(
  { read }: Services,
  organizationId: string,
): Promise<readonly StoredConnection[] | undefined> {
  return (await findOrganization(read, organizationId)) && listConnections(read, organizationId);
}

/** One connection with what went wrong last. No secret is in it that is shown. */
export interface OperatedConnection {
  readonly connection: StoredConnection;
  readonly isRequired: boolean;
  readonly certificates: readonly CertificateListing[];
  readonly failures: readonly Trace[];
}

export async function showConnection({ read }: Services, id: string): Promise<OperatedConnection | undefined> {
  const connection = await findConnection(read, id);
  if (!connection) return undefined;
  return {
    connection,
    isRequired: await isRequired(read, connection.organizationId),
    certificates: await listCertificates(read, connection),
    failures: await listTraces(read, { connectionId: id, limit: 5 }),
  };
}

/**
 * Switches a connection off, also where single sign-on is required: its people stay out but for those named for break-glass, until
 * their organization or the operator lifts the requirement (`organizations clear-policy`). Its owners are told.
 */
export async function disableForOperator(
  services: Services,
  operator: Operator,
  id: string,
): Promise<{ readonly name: string; readonly ended: number } | Refusal<"not-found" | "conflict">> {
  const off = await services.transact(async (work): Promise<StoredConnection | Refusal<"not-found" | "conflict">> => {
    const connection = await findConnection(work.tx, id);
    if (!connection) return refuse("not-found", { detail: `There is no connection ${id}.` });
    const { name, organizationId, status } = connection;
    if (status !== "active") return refuse("conflict", { detail: `The connection ${name} is not switched on.` });
    if (!(await changeConnection(work.tx, connection, { disabledAt: work.now() })))
      return refuse("conflict", { detail: "The connection was changed meanwhile. Look at it, then try again." });
    const about = { accountId: null, organizationId, actor: operator };
    await recordEvent(work, { ...about, type: "connection.disabled", data: { connectionId: id, name } });
    return connection;
  });
  if ("refused" in off) return off;
  const { organizationId, name } = off;
  const by = { actor: operator, organizationId };
  const ended = await endConnection(services, { connectionId: id, organizationId, reason: "connection-disabled", by });
  return { name, ended };
}
