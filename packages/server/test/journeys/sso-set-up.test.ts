import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { makeSamlIdp } from "../support/saml-idp.ts";
import { answerTo, partsOf, postAnswer, sentTo, setUpSaml, startMetadataServer } from "../support/saml-sign-on.ts";
import { createOwned, follow, oidcOf, signInBySso } from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("setting single sign-on up by a link on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
  });
  afterAll(() => stopSso({ dns, op, server }));

  let names = 0;
  const everything = ["domains", "sso"];
  const make = async ({ owner, path }: TestOrganization, intents = everything, more: object = {}): Promise<string> => {
    await owner.stepUp("change-sso");
    const { body } = expectStatus(
      await owner.post(`${path}/setup-links`, { intents, expiresInHours: 24, ...more }),
      201,
    );
    return body.url as string;
  };
  const tokenOf = (url: string): string => url.split("#token=")[1] ?? "";
  const open = async (url: string): Promise<Person> => {
    const holder = new Person(server);
    expectStatus(await holder.post("/v1/set-up/open", { token: tokenOf(url) }), 200);
    return holder;
  };

  test("somebody without an account does all of it, and it works", async () => {
    const organization = await createOwned(server);
    const it = await open(await make(organization));
    expect((await it.get("/v1/set-up")).body).toMatchObject({
      organization: { name: organization.name },
      link: { intents: everything },
      domains: [],
      connection: null,
    });
    const name = `setup${++names}.example`;
    const domain = expectStatus(await it.post("/v1/set-up/domains", { name }), 201).body;
    expect(slugOf(await it.post(`/v1/set-up/domains/${domain.id}/verify`))).toBe("domain-not-proven");
    dns.table.set(domain.record.host, { txt: [domain.record.value] });
    expectStatus(await it.post(`/v1/set-up/domains/${domain.id}/verify`), 200);
    const given = { kind: "oidc", name: "Acme ID", ...oidcOf(op) };
    const made = expectStatus(await it.call("PUT", "/v1/set-up/connection", given), 201).body;
    expect(made.connection).toMatchObject({ status: "draft", configuration: { issuer: op.issuer } });
    expect(JSON.stringify(made)).not.toContain(op.clientSecret);
    const begun = expectStatus(await it.post("/v1/set-up/tests"), 201).body;
    op.user = { sub: "it", email: `it@${name}` };
    const { at } = await follow(it, begun.url as string);
    expect(at).toBe(`/set-up#test=${made.connection.id}/${begun.id}`);
    expect((await it.get(`/v1/set-up/tests/${begun.id}`)).body).toMatchObject({
      status: "passed",
      address: `it@${name}`,
    });
    const { owner, path } = organization;
    const connection = `${path}/connections/${made.connection.id}`;
    // What people sign in by is switched on by somebody of the organization.
    expectStatus(await it.post(`${connection}/activate`, {}), 401);
    expectStatus(await it.call("DELETE", "/v1/set-up"), 204);
    expect(slugOf(await it.get("/v1/set-up"))).toBe("link-invalid");
    await server.settle!();
    const told = (await owner.mails()).filter(({ subject }) => subject.includes("is done with the link"));
    expect(told).toHaveLength(1);
    await owner.stepUp("change-sso");
    expectStatus(await owner.call("PATCH", connection, { jit: "verified-domains" }), 200);
    expectStatus(await owner.post(`${connection}/activate`, {}), 200);
    const kim = new Person(server, `kim@${name}`);
    const { attempt } = await signInBySso(kim, op, { sub: "kim", email: kim.email });
    expect(attempt.status).toBe("complete");
    const events = (await owner.get(`${path}/events?limit=100`)).body.items as {
      type: string;
      actor: { kind: string };
    }[];
    const byLink = events.filter(({ actor }) => actor.kind === "setup-link").map(({ type }) => type);
    expect(byLink).toEqual(
      expect.arrayContaining([
        "setup-link.opened",
        "domain.added",
        "domain.verified",
        "connection.created",
        "setup-link.finished",
      ]),
    );
  });

  test("a link is opened once, ends by another, by being taken back and by time", async () => {
    const organization = await createOwned(server);
    const { owner, path } = organization;
    const first = await make(organization);
    const it = await open(first);
    expect(slugOf(await new Person(server).post("/v1/set-up/open", { token: tokenOf(first) }))).toBe("link-invalid");
    const second = await make(organization);
    expect(slugOf(await it.get("/v1/set-up"))).toBe("link-invalid");
    const next = await open(second);
    expect((await owner.get(`${path}/setup-links`)).body.items).toMatchObject([{ intents: everything }]);
    expect(JSON.stringify((await owner.get(`${path}/setup-links`)).body)).not.toContain(tokenOf(second));
    expectStatus(await owner.call("DELETE", `${path}/setup-links`), 204);
    expect(slugOf(await next.post("/v1/set-up/domains", { name: "late.example" }))).toBe("link-invalid");
    const third = await make(organization);
    server.clock.advance(24 * 3600 + 1);
    expect(slugOf(await new Person(server).post("/v1/set-up/open", { token: tokenOf(third) }))).toBe("link-invalid");
    expect(slugOf(await new Person(server).post("/v1/set-up/open", { token: "guessed" }))).toBe("link-invalid");
    expect((await owner.get(`${path}/setup-links`)).body.items).toEqual([]);
  });

  test("a test under way puts nothing in place once the link is taken back", async () => {
    const organization = await createOwned(server);
    const { owner, path } = organization;
    const it = await open(await make(organization));
    const given = { kind: "oidc", name: "Acme ID", ...oidcOf(op) };
    const { id } = expectStatus(await it.call("PUT", "/v1/set-up/connection", given), 201).body.connection;
    const begun = expectStatus(await it.post("/v1/set-up/tests"), 201).body;
    expectStatus(await owner.call("DELETE", `${path}/setup-links`), 204);
    op.user = { sub: "it", email: "it@evil.example" };
    await follow(it, begun.url as string);
    expect((await owner.get(`${path}/connections/${id}`)).body).toMatchObject({ status: "draft", tested: false });
    const shown = (await owner.get(`${path}/connections/${id}/tests/${begun.id}`)).body;
    expect(shown.status).toBe("failed");
    expect(shown.checks.at(-1)).toMatchObject({ name: "tester", passed: false });
  });

  test("fifty who open it at once: one", async () => {
    const url = await make(await createOwned(server));
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => new Person(server).post("/v1/set-up/open", { token: tokenOf(url) })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("it does what it is for, and nothing else", async () => {
    const organization = await createOwned(server);
    const domainsOnly = await open(await make(organization, ["domains"]));
    const given = { kind: "oidc", name: "Acme ID", ...oidcOf(op) };
    expect(slugOf(await domainsOnly.call("PUT", "/v1/set-up/connection", given))).toBe("not-allowed");
    expect(slugOf(await domainsOnly.post("/v1/set-up/tests"))).toBe("not-allowed");
    expect((await domainsOnly.get(`${organization.path}/connections`)).status).toBe(401);
    const certificates = await open(await make(organization, ["certificate"]));
    expect(slugOf(await certificates.call("PUT", "/v1/set-up/connection", given))).toBe("not-allowed");
    expect(slugOf(await certificates.post("/v1/set-up/domains", { name: "x.example" }))).toBe("not-allowed");
    const ssoOnly = await open(await make(organization, ["sso"]));
    expectStatus(await ssoOnly.call("PUT", "/v1/set-up/connection", given), 201);
    expect(slugOf(await ssoOnly.post("/v1/set-up/domains", { name: "x.example" }))).toBe("not-allowed");
    expect((await ssoOnly.get("/v1/set-up")).body.domains).toEqual([]);
  });

  test("a link for certificates brings certificates, and nothing else that came with them", async () => {
    const real = await makeSamlIdp("https://real.example/saml");
    const evil = await makeSamlIdp("https://evil.example/saml");
    const organization = await setUpSaml(server, { dns, idp: real });
    const before = (await organization.owner.get(organization.connection)).body;
    const it = await open(await make(organization, ["certificate"]));
    const put = (metadata: object, name = "Renamed") =>
      it.call("PUT", "/v1/set-up/connection", { kind: "saml", name, metadata });
    expect(await put(partsOf(evil))).toMatchObject({ status: 403, body: { reason: "intent" } });
    // Who answers may say one thing first, and another then.
    const web = await startMetadataServer(real.metadata(), evil.metadata());
    const [moved, own] = ["https://evil.example/slo", await makeSamlIdp("https://real.example/saml")];
    expectStatus(await put({ url: web.url }), 200);
    expect(web.asked).toBe(1);
    expectStatus(await put({ xml: own.metadata().replaceAll("https://real.example/slo", moved) }), 200);
    const begun = expectStatus(await it.post("/v1/set-up/tests"), 201).body;
    const nobody = new Person(server);
    const sent = await sentTo(nobody, begun.url as string);
    const lying = { attributes: { email: [`it@${organization.domain}`] } };
    await postAnswer(nobody, answerTo(own, server, sent, lying));
    const after = (await organization.owner.get(organization.connection)).body;
    expect(after).toMatchObject({ name: before.name, configuration: before.configuration, pendingRevision: null });
    expect(after.certificates[0].fingerprint).not.toBe(before.certificates[0].fingerprint);
    await web.close();
  });

  test("only who may change single sign-on makes one, with fresh proof; the mail goes where it is told to", async () => {
    const organization = await createOwned(server);
    const admin = await newMember(organization, "admin");
    const auditor = await newMember(organization, "auditor");
    const wish = { intents: ["sso"], expiresInHours: 1 };
    expect(slugOf(await auditor.post(`${organization.path}/setup-links`, wish))).toBe("not-allowed");
    server.clock.advance(700);
    expect(slugOf(await admin.post(`${organization.path}/setup-links`, wish))).toBe("step-up-required");
    await admin.stepUp("change-sso");
    const email = `it${++names}@customer.example`;
    const { body } = expectStatus(await admin.post(`${organization.path}/setup-links`, { ...wish, email }), 201);
    const [mail] = await admin.mails(email);
    expect(mail?.text).toContain(body.url as string);
    expect(slugOf(await admin.post(`${organization.path}/setup-links`, { ...wish, expiresInHours: 169 }))).toBe(
      "invalid-request",
    );
    // An admin who made one and is removed takes nothing with them: the link is the organization's.
    const events = (await organization.owner.get(`${organization.path}/events?limit=20`)).body.items;
    expect(JSON.stringify(events)).not.toContain(body.url.split("#token=")[1] as string);
  });
});
