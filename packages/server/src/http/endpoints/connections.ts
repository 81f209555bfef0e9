import { z } from "@hono/zod-openapi";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { findConnection, type StoredConnection } from "../../policies/connections.ts";
import type { CertificateListing } from "../../sso/connections/certificates.ts";
import type { Given } from "../../sso/connections/configuration.ts";
import {
  type ConnectionListing,
  describeConnection,
  listConnectionsOf,
} from "../../sso/connections/list-connections.ts";
import { discardPending } from "../../sso/connections/discard-pending.ts";
import { createConnection, patchConnection } from "../../sso/connections/manage-connections.ts";
import {
  activateConnection,
  deleteConnection as remove,
  disableConnection,
} from "../../sso/connections/use-connection.ts";
import { stewardOf } from "../../sso/steward.ts";
import type { Services } from "../../services.ts";
import { type Answer, endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { instantOrNull } from "../schemas.ts";
import { OrganizationParam } from "./organization-schemas.ts";
import { Connection, ConnectionChange, ConnectionParam, NewConnection } from "./sso-schemas.ts";

// A provider's metadata is large where it lists every language and certificate.
export const withMetadata = { kind: "json", mostBytes: 1_250_000, longestText: 1_200_000 } as const;

/** A connection as the API shows it. */
export function shownConnection(listing: ConnectionListing): object {
  const { id, kind, name, status, jit, trustSecondFactor, requiredAmr, requiredAcr, managePasswordUrl } = listing;
  const { configuration, serviceProvider, roleRules, pending, lastFailure, lastTest, recentPeople } = listing;
  return {
    ...{ id, kind, name, status, jit, trustSecondFactor, requiredAmr, requiredAcr, managePasswordUrl },
    ...{ serviceProvider, roleRules, recentPeople },
    configuration: shownConfiguration(configuration),
    idpInitiated: listing.isIdpInitiated,
    allowCbc: listing.allowsCbc,
    certificates: listing.certificates.map(shownCertificate),
    tested: listing.testedRevision === listing.revision,
    pendingRevision: pending?.revision ?? null,
    pendingConfiguration: pending && shownConfiguration(pending.configuration),
    lastTest: lastTest && { ...lastTest, at: instant(lastTest.at) },
    createdAt: instant(listing.createdAt),
    lastSignInAt: instantOrNull(listing.lastSignInAt),
    lastFailure: lastFailure && { at: instant(lastFailure.at), text: lastFailure.text },
  };
}

function shownCertificate({ fingerprint, waits, leaves, ...times }: CertificateListing): object {
  const [notAfter, addedAt] = [instant(times.notAfter), instant(times.addedAt)];
  return { fingerprint, waits, leaves, notAfter, addedAt, lastUsedAt: instantOrNull(times.lastUsedAt) };
}

function shownConfiguration(configuration: ConnectionListing["configuration"]): object {
  if (configuration.kind === "oidc") return configuration;
  const { kind, entityId, ssoUrl, sloUrl, metadataUrl } = configuration;
  return { kind, entityId, ssoUrl, sloUrl, metadataUrl };
}

/** An answer that shows a connection. */
export async function answerConnection(
  services: Services,
  status: number,
  connection: StoredConnection,
): Promise<Answer> {
  return { status, body: shownConnection(await describeConnection(services, connection)) };
}

/** Finds a connection of the organization whose path it is. */
export async function findShown(
  { read }: Services,
  organizationId: string,
  id: string,
): Promise<StoredConnection | Refusal<"not-found">> {
  const found = await findConnection(read, id);
  return found?.organizationId === organizationId ? found : refuse("not-found");
}

export const postConnection = endpoint({
  access: "member",
  summary: "Begin a connection to an identity provider: a draft, which sends nobody anywhere.",
  params: OrganizationParam,
  body: NewConnection,
  takes: withMetadata,
  answers: { 201: Connection },
  refusals: ["conflict"],
  async run({ services, caller, input: { org: _org, ...given } }) {
    const made = await createConnection(services, stewardOf(caller), given);
    return isRefusal(made) ? made : answerConnection(services, 201, made);
  },
});

export const getConnections = endpoint({
  access: "member",
  summary: "The organization's connections to identity providers, newest first.",
  params: OrganizationParam,
  answers: { 200: z.object({ items: z.array(Connection), nextCursor: z.null() }) },
  async run({ services, caller }) {
    const all = await listConnectionsOf(services, caller.place.id);
    return { status: 200, body: { items: all.map(shownConnection), nextCursor: null } };
  },
});

export const getConnection = endpoint({
  access: "member",
  summary: "One connection.",
  params: ConnectionParam,
  answers: { 200: Connection },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn } }) {
    const found = await findShown(services, caller.place.id, conn);
    return isRefusal(found) ? found : answerConnection(services, 200, found);
  },
});

/** What is trusted, where a change holds any of it; it must then be whole. */
export function givenIn(change: z.output<typeof ConnectionChange>): Given | null | Refusal<"invalid-request"> {
  const { issuer, clientId, clientSecret, scopes, metadata } = change;
  const isOidc = [issuer, clientId, clientSecret, scopes].some((each) => each !== undefined);
  if (metadata !== undefined)
    return isOidc
      ? refuse("invalid-request", { errors: [{ pointer: "#/metadata", detail: "Give either this or an issuer." }] })
      : { kind: "saml", metadata };
  if (!isOidc) return null;
  const missing = Object.entries({ issuer, clientId, clientSecret }).filter(([, value]) => value === undefined);
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    return refuse("invalid-request", {
      errors: missing.map(([name]) => ({
        pointer: `#/${name}`,
        detail: "Issuer, client id and secret change together.",
      })),
    });
  return { kind: "oidc", issuer, clientId, clientSecret, scopes };
}

export const patchConnectionRow = endpoint({
  access: "member",
  summary:
    "Change a connection. What an active one trusts is replaced once a test has passed for the new; until then the old serves.",
  params: ConnectionParam,
  body: ConnectionChange,
  takes: withMetadata,
  answers: { 200: Connection },
  refusals: ["not-found", "conflict"],
  async run({ services, caller, input: { org: _org, conn: id, ...change } }) {
    const given = givenIn(change);
    if (isRefusal(given)) return given;
    const changed = await patchConnection(services, stewardOf(caller), { id, settings: change, given });
    return isRefusal(changed) ? changed : answerConnection(services, 200, changed);
  },
});

export const deleteConnection = endpoint({
  access: "member",
  summary: "Delete a connection. Whoever came from there is signed out, and known by it no more.",
  params: ConnectionParam,
  answers: { 204: null },
  refusals: ["not-found", "conflict", "would-strand"],
  run: async ({ services, caller, input: { conn } }) =>
    (await remove(services, stewardOf(caller, { isTakingAway: true }), conn)) ?? { status: 204 },
});

export const deletePending = endpoint({
  access: "member",
  summary: "Give up the change that waits for its test. What serves goes on.",
  params: ConnectionParam,
  answers: { 204: null },
  refusals: ["not-found", "conflict"],
  run: async ({ services, caller, input: { conn } }) =>
    (await discardPending(services, stewardOf(caller, { isTakingAway: true }), conn)) ?? { status: 204 },
});

export const postActivate = endpoint({
  access: "member",
  summary: "Switch a connection on, once a test has passed for exactly what it is.",
  params: ConnectionParam,
  answers: { 200: Connection },
  refusals: ["not-found", "conflict", "not-tested", "would-strand"],
  async run({ services, caller, input: { conn } }) {
    const done = await activateConnection(services, stewardOf(caller), conn);
    return isRefusal(done) ? done : answerConnection(services, 200, done);
  },
});

export const postDisable = endpoint({
  access: "member",
  summary: "Switch a connection off. Whoever came from there is signed out.",
  params: ConnectionParam,
  answers: { 200: Connection },
  refusals: ["not-found", "conflict", "not-tested", "would-strand"],
  async run({ services, caller, input: { conn } }) {
    const done = await disableConnection(services, stewardOf(caller, { isTakingAway: true }), conn);
    return isRefusal(done) ? done : answerConnection(services, 200, done);
  },
});
