import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { change, makeSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { ownCertificatesOf } from "../support/own-certificates.ts";
import {
  answerTo,
  type Lying,
  postAnswer,
  postForm,
  sentTo,
  setUpSaml,
  signInBySaml,
} from "../support/saml-sign-on.ts";
import { beginBySso, follow, locationOf, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const classes = "urn:oasis:names:tc:SAML:2.0:ac:classes:";

describe.each(dialects)("single sign-on by SAML on %s", (dialect) => {
  let dns: DnsServer;
  let idp: SamlIdp;
  let stranger: OwnCertificate;
  let server: TestServer;
  let acme: SsoOrganization;
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
    acme = await setUpSaml(server, { dns, idp, settings: everyone });
  });
  afterAll(async () => {
    await server.close();
    await dns.close();
  });

  let people = 0;
  const newcomer = (organization = acme): Person => new Person(server, `kim${++people}@${organization.domain}`);
  const factsOf = ({ email }: Person): Lying => ({
    ...{ nameId: `id-${email}`, attributes: { email: [email], displayName: ["Kim Doe"] } },
  });
  const signIn = (person: Person, more: Lying = {}) => signInBySaml(person, idp, { ...factsOf(person), ...more });
  const session = async (person: Person) => (await person.get("/v1/session")).body;
  const isIn = async (person: Person): Promise<boolean> => (await person.get("/v1/session")).status === 200;
  const lastTrace = async ({ owner, connection }: SsoOrganization) =>
    (await owner.get(`${connection}/traces`)).body.items[0];
  const set = async ({ owner, connection }: SsoOrganization, settings: object): Promise<void> => {
    await owner.stepUp("change-sso");
    expectStatus(await owner.call("PATCH", connection, settings), 200);
  };
  /** Begins in a browser, and answers with what its provider is asked. */
  const ask = async (person: Person): Promise<string> => sentTo(person, (await beginBySso(person)).url);

  test("somebody of the domain comes in by another site's post, in the browser that began, and is known the next time", async () => {
    const kim = newcomer();
    const { attempt, at } = await signIn(kim);
    expect(attempt).toMatchObject({ status: "complete" });
    expect(at).toBe(`/sign-in#attempt=${attempt.id}`);
    const first = await session(kim);
    expect(first).toMatchObject({ account: { email: kim.email, name: "Kim Doe" }, assurance: 1 });
    expect(first.proofs).toMatchObject([{ kind: "sso", connection: acme.connectionId, factors: ["knowledge"] }]);
    const [identity] = (await kim.get("/v1/account/identities")).body.items;
    expect(identity).toMatchObject({ subject: `id-${kim.email}`, address: kim.email });
    const elsewhere = kim.elsewhere();
    await signIn(elsewhere, { attributes: { email: [`renamed@${acme.domain}`] } });
    expect((await session(elsewhere)).account.id).toBe(first.account.id);
    expect((await acme.owner.get(acme.connection)).body.certificates[0].lastUsedAt).not.toBeNull();
  });

  test("the answer itself opens nothing: it hands over to the browser that began, once and for a minute", async () => {
    const kim = newcomer();
    const { path, fields } = answerTo(idp, server, await ask(kim), factsOf(kim));
    const reply = expectStatus(await postForm(new Person(server), path, fields), 303);
    expect(reply.headers.getSetCookie()).toEqual([]);
    const handoff = locationOf(reply, server);
    const thief = new Person(server);
    expect((await follow(thief, handoff)).at).toBe("/sign-in?sso=other-browser");
    // Somebody in the middle of a sign-in of their own is another browser, too.
    await ask(Object.assign(thief, { email: kim.email }));
    expect((await follow(thief, handoff)).at).toBe("/sign-in?sso=other-browser");
    expect(await isIn(thief)).toBe(false);
    expect((await follow(kim, handoff)).at).toMatch(/^\/sign-in#attempt=/);
    expect(await isIn(kim)).toBe(true);
    expect((await follow(kim, handoff)).at).toBe("/sign-in?sso=expired");
    const late = newcomer();
    const slow = answerTo(idp, server, await ask(late), factsOf(late));
    const next = locationOf(await postForm(late, slow.path, slow.fields), server);
    server.clock.advance(61);
    expect((await follow(late, next)).at).toBe("/sign-in?sso=expired");
    expect(await isIn(late)).toBe(false);
  });

  const other = "https://evil.example";
  const before = (from: string | RegExp, to: string): Lying => ({ beforeSigning: change(from, to) });
  const after = (from: string | RegExp, to: string): Lying => ({ afterSigning: change(from, to) });
  const lies: [string, string, () => Lying][] = [
    ["an assertion of another issuer", "assertion-issuer", () => before(idp.entityId, other)],
    ["for somebody else", "audience", () => ({ audience: other })],
    ["to another recipient", "recipient", () => before(/Recipient="[^"]*"/, `Recipient="${other}"`)],
    [
      "to another destination",
      "destination",
      () => ({ beforeSigningResponse: change(/Destination="[^"]*"/, `Destination="${other}"`) }),
    ],
    ["of last week", "confirmation-expiry", () => ({ now: server.clock.now() - 7 * 86_400_000 })],
    ["signed by a stranger", "signature", () => ({ signing: { key: stranger } })],
    ["not signed", "signed", () => ({ sign: "nothing" })],
    ["changed after it was signed", "signature", () => after(/(<saml:NameID [^>]*>)[^<]*/, "<saml:NameID>admin")],
    [
      "signed with SHA-1",
      "signature-algorithm",
      () => ({
        signing: {
          signature: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
          digest: "http://www.w3.org/2000/09/xmldsig#sha1",
        },
      }),
    ],
    [
      "an attribute in place of the NameID",
      "name-id",
      () => ({ ...before(/<saml:NameID .*<\/saml:NameID>/, ""), attributes: { nameID: ["admin"] } }),
    ],
    ["two NameIDs", "name-id", () => before("</saml:NameID>", "</saml:NameID><saml:NameID>admin</saml:NameID>")],
    [
      "a second assertion",
      "one-assertion",
      () => ({ afterSigning: (xml) => xml.replace("</samlp:Response>", '<saml:Assertion ID="_2"/></samlp:Response>') }),
    ],
    ["a comment in the NameID", "document", () => after("id-", "id-<!-- -->")],
    ["a document type", "document", () => after("<samlp:Response", "<!DOCTYPE a><samlp:Response")],
    [
      "a name that is another each time",
      "name-id-format",
      () => ({ nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }),
    ],
    ["an answer to no request", "in-response-to", () => ({ inResponseTo: undefined })],
    ["a sign-in in the future", "authentication-instant", () => ({ authnInstant: server.clock.now() + 3_600_000 })],
    ["a session that has ended", "session-end", () => ({ sessionNotOnOrAfter: server.clock.now() - 1000 })],
    ["a refusal", "status", () => ({ beforeSigningResponse: change(":Success", ":Responder") })],
    ["encrypted for somebody else", "encryption", () => ({ encrypt: { certificatePem: stranger.certificatePem } })],
  ];
  test.each(lies)("%s: refused with a trace in words, and nobody is in", async (_name, reason, lie) => {
    const kim = newcomer();
    const { attempt, at } = await signIn(kim, lie());
    expect(at).toMatch(/^\/sign-in\?sso=failed&reference=trac_/);
    expect(attempt.status).toBe("open");
    expect(await isIn(kim)).toBe(false);
    const trace = await lastTrace(acme);
    expect(trace).toMatchObject({ id: /reference=(\w+)/.exec(at)![1], reason });
    expect(trace.checks[0]).toMatchObject({ name: reason, passed: false, fix: expect.stringMatching(/\w{5}/) });
    expect(JSON.stringify(trace)).not.toMatch(new RegExp(`${kim.email}|admin`));
    expect((await acme.owner.get(acme.connection)).body.lastFailure.text).toBe(trace.checks[0].fix);
  });

  test("an assertion counts once: at the same connection, and at no other", async () => {
    const kim = newcomer();
    const first = answerTo(idp, server, await ask(kim), factsOf(kim));
    expect(await postAnswer(kim, first)).toMatch(/#attempt=/);
    const thief = kim.elsewhere();
    expect(await postAnswer(thief, first)).toBe("/sign-in?sso=unasked");
    const begun = new URL(await ask(thief));
    const again = { ...first, fields: { ...first.fields, RelayState: begun.searchParams.get("RelayState")! } };
    expect(await postAnswer(thief, again)).toMatch(/sso=failed/);
    const initiated = await setUpSaml(server, { dns, idp, settings: { ...everyone, idpInitiated: true } });
    const there = first.path.replace(acme.connectionId, initiated.connectionId);
    expect(await postAnswer(thief, { path: there, fields: first.fields })).toMatch(/sso=failed/);
    expect(await isIn(thief)).toBe(false);
  });

  test("what answers another browser's request signs nobody in, here or there", async () => {
    const [kim, eve] = [newcomer(), newcomer()];
    const [asked, asking] = [await ask(kim), await ask(eve)];
    const evil = answerTo(idp, server, asking, factsOf(eve));
    // Eve's answer under Kim's state, and Eve's whole answer in Kim's browser.
    const swapped = { ...evil.fields, RelayState: new URL(asked).searchParams.get("RelayState")! };
    expect(await postAnswer(kim, { path: evil.path, fields: swapped })).toMatch(/sso=failed/);
    expect(await lastTrace(acme)).toMatchObject({ reason: "in-response-to" });
    expect(await postAnswer(kim, evil)).toBe("/sign-in?sso=other-browser");
    expect([await isIn(kim), await isIn(eve)]).toEqual([false, false]);
  });

  test("what nobody asked for is refused, and accepted once where the connection lets the provider begin", async () => {
    const kim = newcomer();
    const unasked = (organization: SsoOrganization, more: Lying = {}) => {
      const { publicUrl } = server.services.config;
      const at = (what: string): string => `${publicUrl}/sso/${organization.connectionId}/${what}`;
      const said = { audience: at("metadata"), acsUrl: at("acs"), now: server.clock.now(), ...factsOf(kim), ...more };
      const SAMLResponse = Buffer.from(idp.respond(said)).toString("base64");
      return {
        path: `/sso/${organization.connectionId}/acs`,
        fields: { SAMLResponse, RelayState: "https://app.example/deep" },
      };
    };
    expect(await postAnswer(kim, unasked(acme))).toBe("/sign-in?sso=unasked");
    expect(await isIn(kim)).toBe(false);
    await set(acme, { idpInitiated: true });
    const posted = unasked(acme);
    expect(await postAnswer(kim, posted)).toMatch(/^\/sign-in#attempt=/);
    expect((await session(kim)).account.email).toBe(kim.email);
    const again = kim.elsewhere();
    expect(await postAnswer(again, posted)).toMatch(/sso=failed/);
    expect(await lastTrace(acme)).toMatchObject({ reason: "replay" });
    expect(await postAnswer(again, unasked(acme, { inResponseTo: "_made-up" }))).toMatch(/sso=failed/);
    expect(await postAnswer(again, unasked(acme, { signing: { key: stranger } }))).toMatch(/sso=failed/);
    expect(await isIn(again)).toBe(false);
    await set(acme, { idpInitiated: false });
    expect(await postAnswer(again, unasked(acme))).toBe("/sign-in?sso=unasked");
  });

  test("an encrypted assertion is opened; one by CBC only where the connection reads that", async () => {
    const [own = ""] = await ownCertificatesOf(acme.owner, acme.connectionId);
    const kim = newcomer();
    expect((await signIn(kim, { encrypt: { certificatePem: own } })).attempt.status).toBe("complete");
    const cbc: Lying = { encrypt: { certificatePem: own, cipher: "aes256-cbc" } };
    expect((await signIn(kim.elsewhere(), cbc)).at).toMatch(/sso=failed/);
    expect(await lastTrace(acme)).toMatchObject({ reason: "encryption-algorithm" });
    await set(acme, { allowCbc: true });
    expect((await signIn(kim.elsewhere(), cbc)).attempt.status).toBe("complete");
    await set(acme, { allowCbc: false });
    const rsa15: Lying = { encrypt: { certificatePem: own, transport: "rsa-1_5" } };
    expect((await signIn(kim.elsewhere(), rsa15)).at).toMatch(/sso=failed/);
  });

  test("a session ends no later than the provider's own", async () => {
    const kim = newcomer();
    const until = server.clock.now() + 3_600_000;
    await signIn(kim, { sessionNotOnOrAfter: until });
    expect((await session(kim)).expiresAt).toBe(new Date(until).toISOString());
    server.clock.advance(3601);
    expect(await isIn(kim)).toBe(false);
  });

  test("sensitive changes ask for a fresh sign-in, which only AuthnInstant proves", async () => {
    const kim = newcomer();
    await signIn(kim);
    server.clock.advance(700);
    const change = () => kim.call("PUT", "/v1/account/email", { email: "a@b.example" });
    expect(slugOf(await change())).toBe("step-up-required");
    const begin = async () => (await kim.post("/v1/attempts", { purpose: "step-up", operation: "change-email" })).body;
    const forced = async (attempt: { redirect: { url: string } }, more: Lying): Promise<string> => {
      const sent = await sentTo(kim, attempt.redirect.url);
      expect(idp.read(sent).forceAuthn).toBe(true);
      return postAnswer(kim, answerTo(idp, server, sent, { ...factsOf(kim), ...more }));
    };
    const stale = await begin();
    expect(await forced(stale, { authnInstant: server.clock.now() - 600_000 })).toMatch(/sso=failed/);
    expect(await lastTrace(acme)).toMatchObject({ reason: "fresh-authentication" });
    expect(slugOf(await change())).toBe("step-up-required");
    const swapped = await begin();
    const now = server.clock.now();
    expect(await forced(swapped, { nameId: "somebody-else", authnInstant: now })).toBe("/sign-in?sso=another-identity");
    const fresh = await begin();
    expect(await forced(fresh, { authnInstant: now })).toBe(`/go-on#attempt=${fresh.id}`);
    expectStatus(await change(), 202);
  });

  test("roles follow attributes; groups left away take nothing where Entra says there are too many", async () => {
    const organization = await setUpSaml(server, { dns, idp, settings: everyone });
    const { owner, path, connection } = organization;
    const rules = [{ attribute: "groups", equals: "it", role: "admin" }];
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, rules), 200);
    const kim = newcomer(organization);
    const email = [kim.email];
    const roleAfter = async (attributes: Record<string, string[]>): Promise<string> => {
      await signIn(kim, { attributes: { email, ...attributes } });
      return (await kim.get(path)).body.role as string;
    };
    expect(await roleAfter({ groups: ["staff", "it"] })).toBe("admin");
    expect(await roleAfter({ "http://schemas.microsoft.com/claims/groups.link": ["https://graph.example/x"] })).toBe(
      "admin",
    );
    expect(await roleAfter({ groups: ["staff"] })).toBe("member");
  });

  test("a second factor at the provider counts where the connection trusts it, its context says so and it is the one asked for", async () => {
    const organization = await setUpSaml(server, { dns, idp, settings: everyone });
    const kim = newcomer(organization);
    const refeds = "https://refeds.org/profile/mfa";
    const assuranceAfter = async (context: string): Promise<number> => {
      const browser = kim.elsewhere();
      await signIn(browser, { context });
      return (await session(browser)).assurance as number;
    };
    expect(await assuranceAfter(refeds)).toBe(1);
    await set(organization, { trustSecondFactor: "when-asserted" });
    expect(await assuranceAfter(refeds)).toBe(2);
    expect(await assuranceAfter(`${classes}PasswordProtectedTransport`)).toBe(1);
    expect(await assuranceAfter("urn:made-up:mfa")).toBe(1);
    await set(organization, { requiredAcr: [`${classes}MobileTwoFactorContract`] });
    expect(await assuranceAfter(refeds)).toBe(1);
    expect(await assuranceAfter(`${classes}MobileTwoFactorContract`)).toBe(2);
  });

  test("a request is signed, names its answer's place and asks for no way to sign in", async () => {
    const sent = await ask(newcomer());
    const { xml, issuer, acsUrl } = idp.read(sent);
    expect(sent.startsWith(`${idp.ssoUrl}?SAMLRequest=`)).toBe(true);
    expect(new URL(sent).searchParams.get("SigAlg")).toMatch(/rsa-sha256$/);
    expect([issuer, acsUrl]).toEqual(
      ["metadata", "acs"].map((what) => `${server.services.config.publicUrl}/sso/${acme.connectionId}/${what}`),
    );
    expect(xml).not.toContain("RequestedAuthnContext");
  });

  test.each<[string, Record<string, string> | string, number[]]>([
    ["nothing", "", [422]],
    ["no answer", { RelayState: "a" }, [422]],
    ["no base64", { SAMLResponse: "%%%", RelayState: "a" }, [303]],
    ["no XML", { SAMLResponse: Buffer.from("hello").toString("base64") }, [303]],
    ["XML a thousand deep", { SAMLResponse: Buffer.from("<a>".repeat(1000)).toString("base64") }, [303]],
    ["bytes", { SAMLResponse: Buffer.from([0, 255, 254, 60]).toString("base64") }, [303]],
    ["a field of 400 KiB", { SAMLResponse: "A".repeat(400_001) }, [422]],
    ["a megabyte", { SAMLResponse: "A".repeat(1_000_000) }, [413]],
    ["a field twice", "SAMLResponse=a&SAMLResponse=b", [422]],
    ["no UTF-8", "SAMLResponse=%ff", [422]],
    ["a state that is none", { SAMLResponse: "a", RelayState: "../\u0000'\"" }, [422]],
    ["a long state", { SAMLResponse: "a", RelayState: "a".repeat(2001) }, [422]],
  ])("%s as an answer: no fault of ours, and nobody is in", async (_name, fields, statuses) => {
    for (const isOpen of [false, true]) {
      await set(acme, { idpInitiated: isOpen });
      const kim = newcomer();
      const reply = await postForm(kim, `/sso/${acme.connectionId}/acs`, fields);
      expect(statuses).toContain(reply.status);
      expect(reply.headers.getSetCookie()).toEqual([]);
      expect(await isIn(kim)).toBe(false);
    }
    await set(acme, { idpInitiated: false });
    expect((await postForm(newcomer(), "/sso/conn_nothere/acs", fields)).status).toBeLessThan(500);
  });

  test("nonsense that nobody asked for keeps no other trace away", async () => {
    await set(acme, { idpInitiated: true });
    const before = (await acme.owner.get(acme.connection)).body.lastFailure;
    const path = `/sso/${acme.connectionId}/acs`;
    const spam = async (): Promise<string> =>
      locationOf(await postForm(new Person(server), path, { SAMLResponse: "bm8=" }), server);
    for (let sent = 0; sent < 100; sent++) await spam();
    expect(await spam()).toBe("/sign-in?sso=failed");
    expect((await acme.owner.get(acme.connection)).body.lastFailure).toEqual(before);
    const kim = newcomer();
    expect((await signIn(kim, { audience: other })).at).toMatch(/reference=trac_/);
    await set(acme, { idpInitiated: false });
  });

  test("nonsense under a state that waits ends that request, and no answer counts for it any more", async () => {
    const kim = newcomer();
    const sent = await ask(kim);
    const good = answerTo(idp, server, sent, factsOf(kim));
    expect(await postAnswer(kim, { ...good, fields: { ...good.fields, SAMLResponse: "bm8=" } })).toMatch(/sso=failed/);
    expect(await postAnswer(kim, good)).toBe("/sign-in?sso=unasked");
    expect(await isIn(kim)).toBe(false);
  });
});
