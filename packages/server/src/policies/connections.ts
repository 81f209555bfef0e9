import type { Reader, Tx } from "../database/database.ts";
import type { ConnectionKind, ConnectionStatus, JitMode, RoleRule, SecondFactorTrust } from "../vocabulary/sso.ts";
import {
  claimMetadataDue,
  claimMetadataOnce,
  type ConnectionRow,
  findConnectionRow,
  holdConnectionRow,
  insertConnection,
  listActiveOf,
  listConnectionRows,
  listEndedSince,
  setConnectionUse,
  updateConnection,
} from "./connections.sql.ts";

/** Where an OpenID Provider is, and as whom we ask. */
export interface OidcConfiguration {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Where a SAML identity provider is, and what it signs with. Messages go there in the address (HTTP-Redirect). */
export interface SamlConfiguration {
  readonly kind: "saml";
  readonly entityId: string;
  readonly ssoUrl: string;
  /** Where sign-outs go; null where the provider takes none. */
  readonly sloUrl: string | null;
  /** Where answers to its sign-outs go, if elsewhere. */
  readonly sloResponseUrl: string | null;
  readonly metadataUrl: string | null;
  /** PEM. */
  readonly certificates: readonly string[];
}

export type Configuration = OidcConfiguration | SamlConfiguration;

/** An organization's identity provider. */
export interface Connection {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly status: ConnectionStatus;
  readonly jit: JitMode;
  readonly trustSecondFactor: SecondFactorTrust;
  readonly requiredAmr: readonly string[] | null;
  readonly requiredAcr: readonly string[] | null;
  readonly isIdpInitiated: boolean;
  readonly allowsCbc: boolean;
  readonly managePasswordUrl: string | null;
  readonly configuration: Configuration;
  readonly revision: string;
  readonly pending: { readonly configuration: Configuration; readonly revision: string } | null;
  readonly testedRevision: string | null;
  readonly roleRules: readonly RoleRule[];
  readonly createdAt: number;
  readonly activatedAt: number | null;
  readonly lastSignInAt: number | null;
  readonly lastFailure: { readonly at: number; readonly text: string } | null;
}

/** A connection as it is stored, with the sealed secrets that `Connection` leaves away. */
export type StoredConnection = Connection & Pick<ConnectionRow, "sealedSecret" | "sealedPendingSecret">;

const list = (text: string | null): readonly string[] | null => (text === null ? null : (JSON.parse(text) as string[]));

export function toConnection(row: ConnectionRow): StoredConnection {
  const { id, organizationId, name, revision, testedRevision, managePasswordUrl, pendingConfiguration } = row;
  const { activatedAt, disabledAt, createdAt, lastSignInAt, lastFailureAt, sealedSecret, sealedPendingSecret } = row;
  return {
    ...{ id, organizationId, name, revision, testedRevision, managePasswordUrl, createdAt, activatedAt, lastSignInAt },
    ...{ sealedSecret, sealedPendingSecret },
    kind: row.kind as ConnectionKind,
    status: activatedAt === null ? "draft" : disabledAt === null ? "active" : "disabled",
    jit: row.jit as JitMode,
    trustSecondFactor: row.trustSecondFactor as SecondFactorTrust,
    requiredAmr: list(row.requiredAmr),
    requiredAcr: list(row.requiredAcr),
    isIdpInitiated: row.idpInitiatedAt !== null,
    allowsCbc: row.cbcAllowedAt !== null,
    configuration: JSON.parse(row.configuration) as Configuration,
    pending:
      pendingConfiguration === null
        ? null
        : { configuration: JSON.parse(pendingConfiguration) as Configuration, revision: row.pendingRevision ?? "" },
    roleRules: JSON.parse(row.roleRules) as RoleRule[],
    lastFailure: lastFailureAt === null ? null : { at: lastFailureAt, text: row.lastFailure ?? "" },
  };
}

export async function findConnection(read: Reader, id: string): Promise<StoredConnection | undefined> {
  const row = await findConnectionRow(read, id);
  return row && toConnection(row);
}

/**
 * Holds a connection until the transaction ends: whoever switches it off waits, and then ends what was opened by it. Taken after the
 * account wherever both are.
 */
export async function lockConnection(tx: Tx, id: string): Promise<StoredConnection | undefined> {
  const row = await holdConnectionRow(tx, id);
  return row && toConnection(row);
}

export async function listConnections(read: Reader, organizationId: string): Promise<StoredConnection[]> {
  return (await listConnectionRows(read, organizationId)).map(toConnection);
}

/** The connection people of an organization are sent to: its oldest active one. */
export async function findActiveConnection(read: Reader, organizationId: string): Promise<Connection | undefined> {
  const [row] = await listActiveOf(read, [organizationId]);
  return row && toConnection(row);
}

/** Connections that were switched off or deleted since an instant. */
export async function listEndedConnections(
  read: Reader,
  since: number,
): Promise<{ id: string; organizationId: string; isDeleted: boolean }[]> {
  const rows = await listEndedSince(read, since, 1000);
  return rows.map(({ id, organizationId, deletedAt }) => ({ id, organizationId, isDeleted: deletedAt !== null }));
}

/** Takes the connections upon oneself whose metadata is to be read again. */
export async function claimMetadata(tx: Tx, before: number, now: number, most: number): Promise<StoredConnection[]> {
  return (await claimMetadataDue(tx, before, now, most)).map(toConnection);
}

/** Takes upon oneself to read one connection's metadata again. */
export const claimMetadataOf = claimMetadataOnce;

export function addConnection(tx: Tx, row: ConnectionRow): Promise<void> {
  return insertConnection(tx, row);
}

/** Changes a connection that is still as it was read. */
export function changeConnection(
  tx: Tx,
  { id, revision, pending }: Pick<Connection, "id" | "revision" | "pending">,
  change: Partial<ConnectionRow>,
): Promise<boolean> {
  return updateConnection(tx, { id, revision, pendingRevision: pending?.revision ?? null }, change);
}

export function noteConnectionUse(
  tx: Tx,
  id: string,
  use: Partial<Pick<ConnectionRow, "lastSignInAt" | "lastFailureAt" | "lastFailure">>,
): Promise<void> {
  return setConnectionUse(tx, id, use);
}
