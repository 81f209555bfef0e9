import type { ConnectionKind } from "../../src/vocabulary/sso.ts";
import type { DnsServer } from "./dns-server.ts";
import type { OpenIdProvider } from "./openid-provider.ts";
import { makeSamlIdp } from "./saml-idp.ts";
import { type MetadataServer, partsOf, setUpSaml, trySaml } from "./saml-sign-on.ts";
import { setUpOidc, type SsoOrganization, tryConnection } from "./single-sign-on.ts";
import type { TestServer } from "./test-server.ts";

/** What is around an organization of a test. */
export interface Around {
  readonly dns: DnsServer;
  readonly op: OpenIdProvider;
  /** Where SAML's metadata is read. */
  readonly metadata: MetadataServer;
}

/** An identity provider by either protocol, as a test needs one that may be unwell. */
export interface CapturedProvider {
  setUp(): Promise<SsoOrganization>;
  /** Runs the owner's test of the connection. */
  tryIt(organization: SsoOrganization): Promise<unknown>;
  /** What else a connection could trust. */
  readonly another: object;
  fail(): void;
  mend(): void;
}

export const certificateDays = 40;

export function makeProvider(kind: ConnectionKind, server: TestServer, around: Around): Promise<CapturedProvider> {
  return kind === "oidc" ? Promise.resolve(byOidc(server, around)) : bySaml(server, around);
}

function byOidc(server: TestServer, { op, dns }: Around): CapturedProvider {
  op.lies = {};
  return {
    setUp: () => setUpOidc(server, { op, dns }),
    tryIt: (organization) => tryConnection(organization, organization.connectionId),
    another: { issuer: op.issuer, clientId: "another", clientSecret: "wrong" },
    fail: () => void (op.lies = { token: "error", jwks: "broken" }),
    mend: () => void (op.lies = {}),
  };
}

/** Its certificate ends within the life of the test; its metadata is read from an address. */
async function bySaml(server: TestServer, { dns, metadata }: Around): Promise<CapturedProvider> {
  const entityId = "https://idp.example/saml";
  const idp = await makeSamlIdp(entityId, server.clock.now() + certificateDays * 86_400_000);
  const mend = (): void => void (metadata.content = { status: 200, body: idp.metadata() });
  mend();
  return {
    setUp: () => setUpSaml(server, { dns, idp, metadata: { url: metadata.url } }),
    tryIt: (organization) =>
      trySaml(organization, organization.connectionId, {
        idp,
        lying: { attributes: { email: [`it@${organization.domain}`] } },
      }),
    another: { metadata: { ...partsOf(idp), ssoUrl: "https://idp.example/another" } },
    fail: () => void (metadata.content = { status: 500, body: "<EntityDescriptor" }),
    mend,
  };
}
