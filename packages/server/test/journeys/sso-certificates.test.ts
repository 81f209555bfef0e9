import { verify, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { lookAfter, readMetadataAgain } from "../../src/sso/connections/look-after.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { newMember } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { change, makeSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { ownCertificatesOf } from "../support/own-certificates.ts";
import {
  type Lying,
  type MetadataServer,
  metadataWith,
  partsOf,
  sentTo,
  setUpSaml,
  signInBySaml,
  startMetadataServer,
  trySaml,
} from "../support/saml-sign-on.ts";
import { beginBySso, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;
const fingerprintOf = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();

describe.each(dialects)("keys and certificates of SAML connections on %s", (dialect) => {
  let dns: DnsServer;
  let idp: SamlIdp;
  let next: OwnCertificate;
  let server: TestServer;
  let web: MetadataServer;
  const certificate = (notBefore = Date.UTC(2020, 0, 1), notAfter = Date.UTC(2040, 0, 1)): Promise<OwnCertificate> =>
    makeSelfSigned(systemRandom, { commonName: "idp.example", notBefore, notAfter });
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    idp = await makeSamlIdp();
    next = await certificate();
    web = await startMetadataServer(idp.metadata());
  });
  afterAll(async () => {
    await server.close();
    await web.close();
    await dns.close();
  });

  let people = 0;
  /** Whether somebody new comes in by an answer signed with this key. */
  const comesIn = async ({ domain }: SsoOrganization, key = idp.own, more: Lying = {}): Promise<boolean> => {
    const kim = new Person(server, `kim${++people}@${domain}`);
    const said = { nameId: `id-${kim.email}`, attributes: { email: [kim.email] }, signing: { key }, ...more };
    await signInBySaml(kim, idp, said);
    return (await kim.get("/v1/session")).status === 200;
  };
  const organizationBy = (metadata: object): Promise<SsoOrganization> =>
    setUpSaml(server, { dns, idp, metadata, settings: { jit: "verified-domains" } });
  /** An owner signs in anew, as time goes by. */
  const again = async ({ owner }: SsoOrganization): Promise<void> => void (await owner.signIn());
  const listed = async ({ owner, connection }: SsoOrganization): Promise<string[]> =>
    ((await owner.get(connection)).body.certificates as { fingerprint: string }[]).map(
      ({ fingerprint }) => fingerprint,
    );
  const eventsOf = async ({ owner, path }: SsoOrganization, type: string): Promise<object[]> => {
    const { items } = (await owner.get(`${path}/events?limit=100`)).body as { items: { type: string; data: object }[] };
    return items.filter((each) => each.type === type).map(({ data }) => data);
  };
  const lookAgain = async (): Promise<void> => {
    await lookAfter(server.services);
    await readMetadataAgain(server.services);
  };
  const aDayLater = async (): Promise<void> => {
    server.clock.advance(day + 60);
    await lookAgain();
  };

  test("a provider's new certificate is taken over from its metadata, and nobody waits for it", async () => {
    web.content = { status: 200, body: idp.metadata() };
    const organization = await organizationBy({ url: web.url });
    const [old, fresh] = [idp.own, next].map(({ certificatePem }) => fingerprintOf(certificatePem));
    expect(await comesIn(organization)).toBe(true);
    // Announced beside the one in use, then used, then the old one is gone.
    web.content.body = metadataWith(idp, [idp.own, next]);
    expect(await comesIn(organization, next)).toBe(false);
    const { asked } = web;
    await lookAgain();
    expect(web.asked).toBe(asked);
    await aDayLater();
    expect(web.asked).toBe(asked + 1);
    expect([await comesIn(organization), await comesIn(organization, next)]).toEqual([true, true]);
    web.content.body = metadataWith(idp, [next]);
    expect([await comesIn(organization), await comesIn(organization, next)]).toEqual([true, true]);
    await aDayLater();
    expect([await comesIn(organization), await comesIn(organization, next)]).toEqual([false, true]);
    await again(organization);
    expect(await listed(organization)).toEqual([fresh]);
    const { connectionId } = organization;
    expect(await eventsOf(organization, "connection.certificate-changed")).toEqual([
      { connectionId, name: "Acme IdP", change: "removed", fingerprint: old },
      { connectionId, name: "Acme IdP", change: "added", fingerprint: fresh },
    ]);
  });

  test.each<[string, () => { status: number; body: string }, RegExp]>([
    [
      "of another provider",
      () => ({ status: 200, body: change(idp.entityId, "https://evil.example")(metadataWith(idp, [next])) }),
      /evil/,
    ],
    ["that is broken", () => ({ status: 200, body: metadataWith(idp, [next]).slice(0, -20) }), /metadata/],
    ["without a certificate", () => ({ status: 200, body: metadataWith(idp, []) }), /certificate/],
    [
      "that has ended",
      () => ({
        status: 200,
        body: change("entityID", 'validUntil="2026-01-01T00:00:00Z" entityID')(metadataWith(idp, [next])),
      }),
      /ended/,
    ],
    ["that is not there", () => ({ status: 404, body: "no" }), /status 404/],
    ["that leads elsewhere", () => ({ status: 302, body: "" }), /\w/],
    [
      "larger than a megabyte",
      () => ({ status: 200, body: `${metadataWith(idp, [next])}${" ".repeat(1_100_000)}` }),
      /\w/,
    ],
  ])("metadata %s changes nothing, and leaves a trace", async (_name, content, seen) => {
    web.content = { status: 200, body: idp.metadata() };
    const organization = await organizationBy({ url: web.url });
    const before = await listed(organization);
    web.content = content();
    await aDayLater();
    await again(organization);
    expect(await listed(organization)).toEqual(before);
    expect([await comesIn(organization), await comesIn(organization, next)]).toEqual([true, false]);
    const { items } = (await organization.owner.get(`${organization.connection}/traces`)).body;
    const trace = items.find(({ reason }: { reason: string }) => reason === "metadata");
    expect(`${String(trace.checks[0].seen)}${String(trace.checks[0].fix)}`).toMatch(seen);
    // It is asked again the next day, not before.
    web.content = { status: 200, body: metadataWith(idp, [idp.own, next]) };
    await lookAgain();
    expect(await listed(organization)).toEqual(before);
    await aDayLater();
    expect(await comesIn(organization, next)).toBe(true);
  });

  test("a provider that changes its key from one moment to the next is asked at once, but not by every stranger", async () => {
    web.content = { status: 200, body: idp.metadata() };
    const organization = await organizationBy({ url: web.url });
    server.clock.advance(601);
    web.content.body = metadataWith(idp, [next]);
    const { asked } = web;
    expect([await comesIn(organization, next), await comesIn(organization, next)]).toEqual([true, true]);
    expect(web.asked).toBe(asked + 1);
    const stranger = await certificate();
    for (let tries = 0; tries < 3; tries++) expect(await comesIn(organization, stranger)).toBe(false);
    expect(web.asked).toBe(asked + 1);
    server.clock.advance(601);
    for (let tries = 0; tries < 3; tries++) expect(await comesIn(organization, stranger)).toBe(false);
    expect(web.asked).toBe(asked + 2);
    // Where the metadata was given as text there is nobody to ask.
    const other = await organizationBy({ xml: idp.metadata() });
    server.clock.advance(601);
    expect(await comesIn(other, next)).toBe(false);
    expect(web.asked).toBe(asked + 2);
  });

  test("new metadata that waits for its test leaves what is in use as it is, certificates and daily reading", async () => {
    web.content = { status: 200, body: idp.metadata() };
    const organization = await organizationBy({ url: web.url });
    const { owner, connection } = organization;
    const other = await makeSamlIdp("https://other.example/saml");
    expectStatus(await owner.call("PATCH", connection, { metadata: { xml: other.metadata() } }), 200);
    web.content.body = metadataWith(idp, [next]);
    await aDayLater();
    await again(organization);
    expect([await comesIn(organization), await comesIn(organization, next)]).toEqual([false, true]);
    expect((await listed(organization)).sort()).toEqual(
      [next, other.own].map(({ certificatePem }) => fingerprintOf(certificatePem)).sort(),
    );
  });

  test("a test of what waits asks nothing of the provider in use", async () => {
    web.content = { status: 200, body: idp.metadata() };
    const organization = await organizationBy({ url: web.url });
    const waiting = await makeSamlIdp("https://other.example/saml");
    const elsewhere = await startMetadataServer(waiting.metadata());
    const change = { metadata: { url: elsewhere.url } };
    expectStatus(await organization.owner.call("PATCH", organization.connection, change), 200);
    server.clock.advance(601);
    const { asked } = web;
    const lying = { signing: { key: next } };
    expect((await trySaml(organization, organization.connectionId, { idp: waiting, lying })).status).toBe("failed");
    expect([web.asked, elsewhere.asked]).toEqual([asked, 1]);
    await elsewhere.close();
  });

  test("owners hear of a certificate's end 30, 14 and 3 days before, and when it has come: once each", async () => {
    const end = server.clock.now() + 31.5 * day * 1000;
    const ending = await certificate(Date.UTC(2020, 0, 1), end);
    const organization = await organizationBy({
      ...partsOf(idp),
      certificates: [idp.own, ending].map(({ certificatePem }) => certificatePem),
    });
    const { owner } = organization;
    const admin = await newMember(organization, "admin");
    const told = async (): Promise<number[]> => {
      await again(organization);
      return (await eventsOf(organization, "connection.certificate-expiring")).map(
        (data) => (data as { days: number }).days,
      );
    };
    await lookAgain();
    expect(await told()).toEqual([]);
    for (let passed = 1; passed <= 33; passed++) {
      server.clock.advance(day);
      await lookAgain();
      await lookAgain();
      await server.settle?.();
    }
    expect(await told()).toEqual([0, 3, 14, 30]);
    const subjects = (mails: { subject: string }[]) =>
      mails.map(({ subject }) => subject).filter((each) => /certificate/i.test(each));
    expect(subjects(await owner.mails())).toHaveLength(4);
    expect(subjects(await admin.mails())).toHaveLength(0);
    // One that has ended goes on: providers sign with them, and nobody is to be locked out by a date.
    expect(await comesIn(organization, ending)).toBe(true);
  });

  test("a new key of ours signs at once, and what is encrypted for the old one opens for a month", async () => {
    const organization = await organizationBy({ xml: idp.metadata() });
    const { owner, connection, connectionId } = organization;
    const [old = ""] = await ownCertificatesOf(owner, connectionId);
    const first = expectStatus(await owner.get(`${connection}/keys`), 200).body;
    expect(first.items).toMatchObject([{ retiresAt: null, fingerprint: fingerprintOf(old) }]);
    server.clock.advance(1);
    const made = expectStatus(await owner.post(`${connection}/keys`), 201).body;
    const now = server.clock.now();
    expect(made).toMatchObject({ retiresAt: null, createdAt: new Date(now).toISOString() });
    const retiresAt = new Date(now + 30 * day * 1000).toISOString();
    expect((await owner.get(`${connection}/keys`)).body.items).toEqual([made, { ...first.items[0], retiresAt }]);
    const [fresh = "", other] = await ownCertificatesOf(owner, connectionId);
    expect([fingerprintOf(fresh), other]).toEqual([made.fingerprint, old]);
    expect(await eventsOf(organization, "connection.key-replaced")).toEqual([{ connectionId, name: "Acme IdP" }]);
    const kim = new Person(server, `kim${++people}@${organization.domain}`);
    const [signed = "", signature = ""] = new URL(await sentTo(kim, (await beginBySso(kim)).url)).search
      .slice(1)
      .split("&Signature=");
    expect(verify("sha256", Buffer.from(signed), fresh, Buffer.from(decodeURIComponent(signature), "base64"))).toBe(
      true,
    );
    const both = async () => [
      await comesIn(organization, idp.own, { encrypt: { certificatePem: old } }),
      await comesIn(organization, idp.own, { encrypt: { certificatePem: fresh } }),
    ];
    expect(await both()).toEqual([true, true]);
    server.clock.advance(30 * day - 60);
    await lookAgain();
    expect(await both()).toEqual([true, true]);
    server.clock.advance(61);
    expect(await both()).toEqual([false, true]);
    const retired = () =>
      server.services.database.read
        .selectFrom("connectionKeys")
        .select("retiredAt")
        .where("id", "=", first.items[0].id as string)
        .executeTakeFirstOrThrow();
    expect((await retired()).retiredAt).toBeNull();
    await lookAgain();
    expect((await retired()).retiredAt).toBe(server.clock.now());
    await again(organization);
    expect((await owner.get(`${connection}/keys`)).body.items).toEqual([made]);
    expect(await ownCertificatesOf(owner, connectionId)).toEqual([fresh]);
  });

  test("keys are replaced by admins with fresh proof, five at most, and of SAML only", async () => {
    const organization = await organizationBy({ xml: idp.metadata() });
    const { owner, path, connection } = organization;
    const auditor = await newMember(organization, "auditor");
    expectStatus(await auditor.get(`${connection}/keys`), 200);
    expect(slugOf(await auditor.post(`${connection}/keys`))).toBe("not-allowed");
    expect(slugOf(await (await newMember(organization)).get(`${connection}/keys`))).toBe("not-allowed");
    for (let more = 0; more < 4; more++) expectStatus(await owner.post(`${connection}/keys`), 201);
    const full = await owner.post(`${connection}/keys`);
    expect([slugOf(full), full.body.reason]).toEqual(["conflict", "too-many"]);
    const oidc = { kind: "oidc", name: "x", issuer: "https://op.example", clientId: "a", clientSecret: "b" };
    const { id } = expectStatus(await owner.post(`${path}/connections`, oidc), 201).body;
    expect(slugOf(await owner.post(`${path}/connections/${id}/keys`))).toBe("conflict");
    expect((await owner.get(`${path}/connections/${id}/keys`)).body.items).toEqual([]);
    const foreign = await organizationBy({ xml: idp.metadata() });
    expect(slugOf(await foreign.owner.post(`${foreign.path}/connections/${organization.connectionId}/keys`))).toBe(
      "not-found",
    );
    expect(slugOf(await foreign.owner.get(`${foreign.path}/connections/${organization.connectionId}/keys`))).toBe(
      "not-found",
    );
    server.clock.advance(3600);
    expect(slugOf(await owner.post(`${connection}/keys`))).toBe("step-up-required");
  });
});
