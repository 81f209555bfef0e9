import { linkIdentity } from "../../src/authenticators/identity/identities.ts";
import { addConnection } from "../../src/policies/connections.ts";
import type { Vouched } from "../../src/vocabulary/sso.ts";
import type { TestServer } from "./test-server.ts";

/** Makes somebody known at an identity provider of an organization that nobody asks. Answers the identity's id. */
export function linkIdentityOf(
  { services }: TestServer,
  { organizationId, accountId }: { readonly organizationId: string; readonly accountId: string },
): Promise<string> {
  return services.transact(async (work) => {
    const connectionId = work.newId("conn");
    const configuration = { kind: "oidc", issuer: "https://id.example.com", clientId: "mortise", scopes: ["openid"] };
    await addConnection(work.tx, {
      ...{ id: connectionId, organizationId, kind: "oidc", name: "Provider", jit: "none", trustSecondFactor: "never" },
      ...{ requiredAmr: null, requiredAcr: null, idpInitiatedAt: null, cbcAllowedAt: null, managePasswordUrl: null },
      ...{ configuration: JSON.stringify(configuration), sealedSecret: null, revision: "1", testedRevision: "1" },
      ...{ pendingConfiguration: null, sealedPendingSecret: null, pendingRevision: null, roleRules: "[]" },
      ...{ metadataReadAt: null, createdAt: work.now(), activatedAt: work.now(), disabledAt: null, deletedAt: null },
      ...{ lastSignInAt: null, lastFailureAt: null, lastFailure: null },
    });
    const identity = await linkIdentity(work, vouchedAt(work.now(), { connectionId, organizationId }), {
      ...{ accountId, how: "managed-address" },
    });
    return identity!.id;
  });
}

function vouchedAt(now: number, where: Pick<Vouched, "connectionId" | "organizationId">): Vouched {
  return {
    ...where,
    ...{ subjectKey: '["https://id.example.com","1"]', subject: "1", address: null, name: null },
    ...{ authenticatedAt: now, acceptedAt: now, factors: ["knowledge"], endsAt: null, sidHash: null, samlName: null },
    ...{ attributes: {}, isOverage: false, isFresh: false },
  };
}
