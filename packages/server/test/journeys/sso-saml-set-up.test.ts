import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { change, makeSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { type Lying, partsOf, setUpSaml, signInBySaml, startMetadataServer, trySaml } from "../support/saml-sign-on.ts";
import { createOwned, proveDomain, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const other = "https://evil.example";

describe.each(dialects)("a SAML connection, set up, on %s", (dialect) => {
  let dns: DnsServer;
  let idp: SamlIdp;
  let stranger: OwnCertificate;
  let server: TestServer;
  const everyone = { jit: "verified-domains" };
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    idp = await makeSamlIdp();
    stranger = await makeSelfSigned(systemRandom, {
      ...{ commonName: "idp.example", notBefore: Date.UTC(2020, 0, 1), notAfter: Date.UTC(2040, 0, 1) },
    });
  });
  afterAll(async () => {
    await server.close();
    await dns.close();
  });

  let people = 0;
  const newcomer = ({ domain }: SsoOrganization): Person => new Person(server, `kim${++people}@${domain}`);
  const factsOf = ({ email }: Person): Lying => ({ nameId: `id-${email}`, attributes: { email: [email] } });
  const signIn = (person: Person, more: Lying = {}) => signInBySaml(person, idp, { ...factsOf(person), ...more });
  const before = (from: string | RegExp, to: string): Lying => ({ beforeSigning: change(from, to) });

  test("either of two certificates signs people in, and which did is told", async () => {
    const certificates = [idp.own.certificatePem, stranger.certificatePem];
    const metadata = { ...partsOf(idp), certificates };
    const organization = await setUpSaml(server, { dns, idp, metadata, settings: everyone });
    const kim = newcomer(organization);
    const used = async () =>
      (
        (await organization.owner.get(organization.connection)).body.certificates as { lastUsedAt: string | null }[]
      ).map(({ lastUsedAt }) => lastUsedAt !== null);
    expect(await used()).toEqual([true, false]);
    expect((await signIn(kim, { signing: { key: stranger } })).attempt.status).toBe("complete");
    expect(await used()).toEqual([true, true]);
    expect((await signIn(kim.elsewhere())).attempt.status).toBe("complete");
  });

  test("set up by metadata from the web, by its text, or by its parts; tested, then switched on", async () => {
    const web = await startMetadataServer(idp.metadata());
    for (const metadata of [{ url: web.url }, { xml: idp.metadata() }, partsOf(idp)]) {
      const organization = await createOwned(server);
      const domain = await proveDomain(organization, dns);
      const { owner, path } = organization;
      const made = expectStatus(
        await owner.post(`${path}/connections`, { kind: "saml", name: "Id", metadata }),
        201,
      ).body;
      expect(made).toMatchObject({
        status: "draft",
        configuration: { kind: "saml", entityId: idp.entityId, ssoUrl: idp.ssoUrl },
      });
      expect(made.serviceProvider.acsUrl).toBe(`${server.services.config.publicUrl}/sso/${made.id}/acs`);
      const at = `${path}/connections/${made.id}`;
      expect(slugOf(await owner.post(`${at}/activate`, {}))).toBe("not-tested");
      const said = { attributes: { email: [`kim@${domain}`], groups: ["a", "b"] } };
      const failed = await trySaml(organization, made.id, { idp, lying: { ...said, audience: other } });
      expect(failed.status).toBe("failed");
      expect(failed.checks.filter(({ passed }: { passed: boolean }) => !passed)).toMatchObject([
        { name: "audience", seen: other },
      ]);
      // A trace keeps no name; whoever tests sees what there is.
      const double = await trySaml(organization, made.id, {
        idp,
        lying: before("</saml:NameID>", "</saml:NameID><saml:NameID>admin</saml:NameID>"),
      });
      expect(double.checks.find(({ name }: { name: string }) => name === "name-id").seen).toBe("person-1 · admin");
      const nowhere = await trySaml(organization, made.id, { idp, lying: { attributes: { groups: ["a"] } } });
      expect(nowhere.status).toBe("failed");
      expect(nowhere.checks.at(-1)).toMatchObject({ name: "place", passed: false, seen: "no address" });
      const passed = await trySaml(organization, made.id, { idp, lying: said });
      expect(passed).toMatchObject({
        ...{ status: "passed", subject: "person-1", address: `kim@${domain}` },
        ...{ attributes: { groups: ["a", "b"] }, wouldBe: { account: "refused", assurance: 1 } },
      });
      expectStatus(await owner.post(`${at}/activate`, {}), 200);
    }
    expect(web.asked).toBe(1);
    await web.close();
  });

  test.each([
    ["email"],
    ["Mail"],
    ["emailAddress"],
    ["urn:oid:0.9.2342.19200300.100.1.3"],
    ["urn:oid:1.2.840.113549.1.9.1"],
    ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"],
  ])("the attribute %s is somebody's address", async (name) => {
    const organization = await setUpSaml(server, { dns, idp });
    const address = `kim@${organization.domain}`;
    const lying = { attributes: { [name]: [address] } };
    const shown = await trySaml(organization, organization.connectionId, { idp, lying });
    expect(shown).toMatchObject({ status: "passed", address });
  });

  test("what an active connection trusts is replaced by a passed test only, its certificates with it", async () => {
    const next = await makeSamlIdp("https://new.example/saml");
    const organization = await setUpSaml(server, { dns, idp, settings: everyone });
    const { owner, connection } = organization;
    const pending = expectStatus(await owner.call("PATCH", connection, { metadata: partsOf(next) }), 200).body;
    expect(pending).toMatchObject({
      status: "active",
      configuration: { entityId: idp.entityId },
      pendingRevision: expect.any(String),
    });
    expect(pending.certificates).toHaveLength(2);
    expect((await signIn(newcomer(organization))).attempt.status).toBe("complete");
    expect(
      (await trySaml(organization, organization.connectionId, { idp: next, lying: { audience: other } })).status,
    ).toBe("failed");
    const lying = { attributes: { email: [`it@${organization.domain}`] } };
    expect((await trySaml(organization, organization.connectionId, { idp: next, lying })).status).toBe("passed");
    const replaced = (await owner.get(connection)).body;
    expect(replaced).toMatchObject({ configuration: { entityId: next.entityId }, pendingRevision: null });
    expect(replaced.certificates).toHaveLength(1);
    expect((await signIn(newcomer(organization))).at).toMatch(/sso=failed/);
    const kim = newcomer(organization);
    expect((await signInBySaml(kim, next, factsOf(kim))).attempt.status).toBe("complete");
  });
});
