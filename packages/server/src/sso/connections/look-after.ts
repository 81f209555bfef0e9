import { recordEvent } from "../../audit/record-event.ts";
import {
  changeConnection,
  claimMetadata,
  findConnection,
  listEndedConnections,
  type StoredConnection,
} from "../../policies/connections.ts";
import { isRefusal } from "../../problems.ts";
import { letOthersIn, type Loop, repeat } from "../../repeat.ts";
import { decideCertificateWarning, longestWarningMs } from "../../rules/sso/certificate-warnings.ts";
import { system } from "../../vocabulary/events/actors.ts";
import type { Check } from "../../vocabulary/sso.ts";
import type { Services, Work } from "../../services.ts";
import { endCapturedLeft } from "../end-captured.ts";
import { recordTrace } from "../traces.ts";
import { keepCertificates } from "./certificates.ts";
import { type CertificateRow, listEnding, setWarned } from "./certificates.sql.ts";
import { toSamlConfiguration } from "./configuration.ts";
import { endConnection } from "./end-connection.ts";
import { fetchMetadata } from "./fetch-metadata.ts";
import { retireOldKeys } from "./replace-key.ts";

const dayMs = 24 * 60 * 60 * 1000;
const lanes = 5;

/**
 * Looks after connections: their metadata, their certificates, and what was left of those that are off. Any number of servers may.
 * Metadata has a loop of its own: providers that hang keep nobody signed in who is to be signed out.
 */
export function startConnectionCare(services: Services): readonly Loop[] {
  const pace = { everyMilliseconds: 60_000, beginsNow: true };
  return [
    repeat(services, "looking after connections failed", (ended) => lookAfter(services, ended), pace),
    repeat(services, "reading metadata again failed", (ended) => readMetadataAgain(services, ended), pace),
  ];
}

export async function lookAfter(services: Services, ended?: AbortSignal): Promise<void> {
  await endLeft(services, ended);
  await endCapturedLeft(services, ended);
  await services.transact(retireOldKeys);
  await warnOfCertificates(services, ended);
}

// Whoever switched one off ends what came from it; a server that stopped meanwhile left the rest.
async function endLeft(services: Services, ended: AbortSignal | undefined): Promise<void> {
  const since = services.now() - dayMs;
  for (const { id, organizationId, isDeleted } of await listEndedConnections(services.read, since)) {
    const reason = isDeleted ? "connection-deleted" : "connection-disabled";
    await endConnection(services, { connectionId: id, organizationId, reason, by: { actor: system, organizationId } });
    ended?.throwIfAborted();
  }
}

async function warnOfCertificates(services: Services, ended: AbortSignal | undefined): Promise<void> {
  const { read, now, transact } = services;
  for (let after = ""; ;) {
    const rows = await listEnding(read, now() + longestWarningMs, { after, limit: 100 });
    for (const row of rows) {
      const days = decideCertificateWarning(row, now());
      if (days !== null) await transact((work) => warn(work, row, days));
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    ended?.throwIfAborted();
    await letOthersIn();
  }
}

async function warn(work: Work, row: CertificateRow, days: number): Promise<void> {
  const connection = await findConnection(work.tx, row.connectionId);
  if (connection?.status !== "active" || !(await setWarned(work.tx, row, days))) return;
  const { id: connectionId, name, organizationId } = connection;
  const data = { connectionId, name, fingerprint: row.fingerprint, days };
  await recordEvent(work, {
    accountId: null,
    organizationId,
    actor: system,
    type: "connection.certificate-expiring",
    data,
  });
}

/** Reads the metadata of every connection whose day has come. */
export async function readMetadataAgain(services: Services, ended?: AbortSignal): Promise<void> {
  const { transact, now } = services;
  for (;;) {
    // Claimed before anything is asked: what hangs is not tried again before tomorrow.
    const due = await transact(({ tx }) => claimMetadata(tx, now() - dayMs, now(), lanes));
    await Promise.all(due.map((connection) => readOne(services, connection)));
    if (due.length < lanes) return;
    ended?.throwIfAborted();
    await letOthersIn();
  }
}

const failure = (seen: string, fix: string): Check => ({
  ...{ name: "metadata", passed: false, expected: "the metadata of the same identity provider", seen, fix },
});

/** Reads a connection's metadata again, and takes over the certificates it names now. Everything else stays as it was tested. */
export async function readOne(services: Services, connection: StoredConnection): Promise<void> {
  const { configuration } = connection;
  if (configuration.kind !== "saml" || configuration.metadataUrl === null) return;
  const { metadataUrl: url, entityId } = configuration;
  const text = await fetchMetadata(services, url);
  if (typeof text !== "string")
    return void (await recordTrace(services, connection, [failure("nothing that can be read", text.refusedBecause)]));
  const next = toSamlConfiguration(text, { pointer: "", url, now: services.now() });
  if (isRefusal(next)) {
    const [{ detail } = { detail: "" }] = next.errors;
    return void (await recordTrace(services, connection, [failure("something else", detail)]));
  }
  if (next.entityId !== entityId)
    return void (await recordTrace(services, connection, [
      failure(next.entityId, "Set the connection up anew for another provider."),
    ]));
  await services.transact((work) => takeCertificates(work, connection.id, next.certificates));
}

async function takeCertificates(work: Work, id: string, certificates: readonly string[]): Promise<void> {
  const connection = await findConnection(work.tx, id);
  if (connection?.configuration.kind !== "saml") return;
  // What waits for its test keeps its own.
  const waiting =
    connection.pending?.configuration.kind === "saml" ? connection.pending.configuration.certificates : [];
  const { added, removed } = await keepCertificates(work, id, [...certificates, ...waiting]);
  if (added.length === 0 && removed.length === 0) return;
  const configuration = JSON.stringify({ ...connection.configuration, certificates });
  if (!(await changeConnection(work.tx, connection, { configuration }))) return;
  const about = { accountId: null, organizationId: connection.organizationId, actor: system };
  const changes = [
    ...added.map((each) => ["added", each] as const),
    ...removed.map((each) => ["removed", each] as const),
  ];
  for (const [change, fingerprint] of changes) {
    const data = { connectionId: id, name: connection.name, change, fingerprint };
    await recordEvent(work, { ...about, type: "connection.certificate-changed", data });
  }
}
