import { linkIdentity } from "../../src/authenticators/identity/identities.ts";
import { addConnection, type Configuration } from "../../src/policies/connections.ts";
import { addDomainRow } from "../../src/policies/domains.ts";
import { noteVouchedSession } from "../../src/sessions/vouched-sessions.ts";
import type { Proof } from "../../src/vocabulary/proofs.ts";
import type { ConnectionKind, JitMode, Vouched } from "../../src/vocabulary/sso.ts";
import type { TestOrganization } from "./organizations.ts";
import type { Person } from "./person.ts";

const configurations: Readonly<Record<ConnectionKind, Configuration>> = {
  oidc: { kind: "oidc", issuer: "https://idp.example", clientId: "mortise", scopes: ["openid"] },
  saml: {
    ...{ kind: "saml", entityId: "https://idp.example", ssoUrl: "https://idp.example/sso", sloUrl: null },
    ...{ sloResponseUrl: null, metadataUrl: null, certificates: [] },
  },
};

/** An active connection, as if its organization had set one up and tested it. Answers its id. */
export async function addActiveConnection(
  { id: organizationId, owner }: Pick<TestOrganization, "id" | "owner">,
  { kind = "oidc", jit = "none" }: { readonly kind?: ConnectionKind; readonly jit?: JitMode } = {},
): Promise<string> {
  const { services } = owner.server;
  const id = services.newId("conn");
  const at = services.now();
  const configuration = configurations[kind];
  await services.transact(({ tx }) =>
    addConnection(tx, {
      ...{ id, organizationId, kind, name: "Larkfield ID", jit, trustSecondFactor: "never" },
      ...{ requiredAmr: null, requiredAcr: null, idpInitiatedAt: null, cbcAllowedAt: null, managePasswordUrl: null },
      ...{ configuration: JSON.stringify(configuration), sealedSecret: null, revision: "1", testedRevision: "1" },
      ...{ pendingConfiguration: null, sealedPendingSecret: null, pendingRevision: null, roleRules: "[]" },
      ...{ metadataReadAt: null, createdAt: at, activatedAt: at, disabledAt: null, deletedAt: null },
      ...{ lastSignInAt: null, lastFailureAt: null, lastFailure: null },
    }),
  );
  return id;
}

/** What the provider of a connection says of somebody. */
export function vouchedOf(
  { id: organizationId, owner }: Pick<TestOrganization, "id" | "owner">,
  connectionId: string,
  { accountId, email: address }: Person,
): Vouched {
  const at = owner.server.services.now();
  return {
    ...{ connectionId, organizationId, subjectKey: `https://idp.example ${accountId}`, subject: accountId, address },
    ...{ name: null, authenticatedAt: at, acceptedAt: at, factors: ["knowledge"], endsAt: null, sidHash: null },
    ...{ samlName: null, attributes: {}, isOverage: false, isCut: false, isFresh: false },
  };
}

/** Links somebody to a connection, as if they had come by it and shown that the account is theirs. Answers the identity's id. */
export function linkTo(
  organization: Pick<TestOrganization, "id" | "owner">,
  connectionId: string,
  person: Person,
): Promise<string> {
  const vouched = vouchedOf(organization, connectionId, person);
  const how = { accountId: person.accountId, how: "own-proof" } as const;
  return organization.owner.server.services.transact(async (work) => (await linkIdentity(work, vouched, how))!.id);
}

/** Makes a session one that a connection has vouched for, as if it had been opened by it. */
export async function vouchFor(
  person: Person,
  { connectionId, identityId }: { connectionId: string; identityId: string },
): Promise<void> {
  const { services } = person.server;
  const sessionId = (await person.get("/v1/session")).body.id as string;
  const at = services.now();
  const proof: Proof = {
    kind: "sso",
    authenticatorId: identityId,
    at,
    connection: connectionId,
    factors: ["knowledge"],
  };
  await services.transact(async (work) => {
    await work.tx
      .updateTable("sessions")
      .set({ proofs: JSON.stringify([proof]) })
      .where("id", "=", sessionId)
      .execute();
    await noteVouchedSession(work, { id: sessionId, identityId }, {
      connectionId,
      sidHash: null,
      samlName: null,
    } as Vouched);
  });
}

/** A proven domain of an organization, as if DNS had shown it. */
export async function addProvenDomain(
  { id: organizationId, owner }: Pick<TestOrganization, "id" | "owner">,
  name: string,
): Promise<string> {
  const { services } = owner.server;
  const id = services.newId("domn");
  const at = services.now();
  await services.transact(({ tx }) =>
    addDomainRow(tx, {
      ...{ id, organizationId, name, includeSubdomainsAt: null, challenge: "shown", createdAt: at, verifiedAt: at },
      ...{ checkedAt: at, dueAt: at + 86_400_000, failingSince: null, remindedAt: null, releasedAt: null },
    }),
  );
  return id;
}
