import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { newMember } from "../support/organizations.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { makeSamlIdp } from "../support/saml-idp.ts";
import { partsOf, setUpSaml } from "../support/saml-sign-on.ts";
import { follow, oidcOf, setUpOidc, signInBySso, tryConnection } from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("a change that waits for its test on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let other: OpenIdProvider;
  let server: TestServer;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    other = await OpenIdProvider.start(() => server.clock.now());
  });
  afterAll(async () => {
    await stopSso({ dns, op, server });
    await other.close();
  });

  const begin = async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection } = organization;
    expectStatus(await owner.call("PATCH", connection, oidcOf(other)), 200);
    const read = async (): Promise<Reply["body"]> => (await owner.get(connection)).body;
    return { ...organization, read, discard: () => owner.call("DELETE", `${connection}/pending`) };
  };

  test("is shown beside what serves, without its secret, and given up", async () => {
    const { read, discard, domain } = await begin();
    const waiting = await read();
    expect(waiting.pendingConfiguration).toMatchObject({ issuer: other.issuer, clientId: other.clientId });
    expect(JSON.stringify(waiting)).not.toContain(other.clientSecret);
    expectStatus(await discard(), 204);
    const { issuer } = op;
    expect(await read()).toMatchObject({
      ...{ status: "active", tested: true, configuration: { issuer } },
      ...{ pendingRevision: null, pendingConfiguration: null },
    });
    const kim = new Person(server, `kim@${domain}`);
    expect((await signInBySso(kim, op, { sub: "kim", email: kim.email })).attempt.status).toBe("complete");
    expect(await read()).toMatchObject({ recentPeople: 1 });
    server.clock.advance(601);
    expect(slugOf(await discard())).toBe("step-up-required");
  });

  test("can't be given up twice, nor at another organization, nor by a member", async () => {
    const { discard, owner, connection, path, ...rest } = await begin();
    const elsewhere = await setUpOidc(server, { dns, op });
    expect(
      (await elsewhere.owner.call("DELETE", `${elsewhere.path}/connections/${rest.connectionId}/pending`)).status,
    ).toBe(404);
    for (const [role, status] of [
      ["member", 403],
      ["auditor", 403],
    ] as const) {
      const person = await newMember({ owner, path, ...rest }, role);
      await person.stepUp("change-sso");
      expect((await person.call("DELETE", `${connection}/pending`)).status, role).toBe(status);
    }
    expectStatus(await discard(), 204);
    const again = expectStatus(await discard(), 409);
    expect(again.body.detail).toBe("No change of this connection waits for a test.");
  });

  test("is not put in place by a test that was under way when it was given up", async () => {
    const { discard, read, owner, connection } = await begin();
    server.clock.advance(1);
    const begun = expectStatus(await owner.post(`${connection}/tests`, {}), 201).body;
    const nobody = new Person(server);
    // As far as the provider: its answer comes afterwards.
    const out = await nobody.call("GET", new URL(begun.url as string).pathname + new URL(begun.url as string).search);
    expectStatus(await discard(), 204);
    await follow(nobody, out.headers.get("location") ?? "");
    expect((await read()).configuration.issuer).toBe(op.issuer);
    const shown = (await owner.get(`${connection}/tests/${begun.id}`)).body;
    expect(shown).toMatchObject({ status: "failed" });
    expect(await read()).toMatchObject({ lastTest: { id: begun.id, passed: false } });
  });

  test("tells who tested last", async () => {
    const organization = await begin();
    server.clock.advance(1);
    other.user = { sub: "tester", email: `tester@${organization.domain}` };
    expect((await tryConnection(organization, organization.connectionId)).status).toBe("passed");
    const { lastTest } = await organization.read();
    const { account } = (await organization.owner.get("/v1/session")).body;
    expect(lastTest).toMatchObject({ passed: true, by: account.name });
  });

  test("of SAML waits with its certificates, which go with it", async () => {
    const [idp, next] = [await makeSamlIdp(), await makeSamlIdp()];
    const { owner, connection } = await setUpSaml(server, { dns, idp, metadata: partsOf(idp) });
    const listed = async () =>
      ((await owner.get(connection)).body.certificates as { waits: boolean; leaves: boolean }[]).map(
        ({ waits, leaves }) => [waits, leaves],
      );
    expectStatus(await owner.call("PATCH", connection, { metadata: partsOf(next) }), 200);
    expect(await listed()).toEqual([
      [false, true],
      [true, false],
    ]);
    expectStatus(await owner.call("DELETE", `${connection}/pending`), 204);
    expect(await listed()).toEqual([[false, false]]);
  });
});
