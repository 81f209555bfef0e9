import { verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person, type Reply } from "../support/person.ts";
import { change, instant, makeId, makeSamlIdp, type SamlIdp, signedQuery, signElement } from "../support/saml-idp.ts";
import { ownCertificatesOf } from "../support/own-certificates.ts";
import { postForm, setUpSaml, signInBySaml } from "../support/saml-sign-on.ts";
import { locationOf, setUpOidc, signInBySso, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const [protocol, assertion] = ["urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:2.0:assertion"];

describe.each(dialects)("signing out by SAML on %s", (dialect) => {
  let dns: DnsServer;
  let idp: SamlIdp;
  let stranger: OwnCertificate;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
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
    op = await OpenIdProvider.start(() => server.clock.now());
    acme = await setUpSaml(server, { dns, idp, settings: { jit: "verified-domains" } });
  });
  afterEach(() => {
    op.lies = {};
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  let people = 0;
  interface SignedIn {
    readonly kim: Person;
    readonly nameId: string;
  }
  const signedIn = async (sessionIndex = "one", more: Partial<SignedIn> = {}): Promise<SignedIn> => {
    const kim = more.kim ?? new Person(server, `kim${++people}@${acme.domain}`);
    const nameId = more.nameId ?? `id-${kim.email}`;
    await signInBySaml(kim, idp, { nameId, sessionIndex, attributes: { email: [kim.email] } });
    return { kim, nameId };
  };
  const isIn = async (person: Person): Promise<boolean> => (await person.get("/v1/session")).status === 200;
  const logoutUrl = (): string => `${server.services.config.publicUrl}/sso/${acme.connectionId}/logout`;
  const pathOf = (url: string): string => url.slice(server.services.config.publicUrl.length);
  const lastTrace = async () => (await acme.owner.get(`${acme.connection}/traces`)).body.items[0];

  interface Asked {
    readonly nameId: string;
    readonly indexes?: readonly string[];
    readonly at?: number;
    readonly more?: string;
    readonly qualifiers?: string;
    readonly alter?: (xml: string) => string;
  }
  const logoutRequest = ({
    nameId,
    indexes = [],
    at = server.clock.now(),
    qualifiers = "",
    more = "",
    alter = (xml) => xml,
  }: Asked) =>
    alter(
      `<samlp:LogoutRequest xmlns:samlp="${protocol}" xmlns:saml="${assertion}" ID="${makeId()}" Version="2.0" IssueInstant="${instant(at)}" Destination="${logoutUrl()}"><saml:Issuer>${idp.entityId}</saml:Issuer>` +
        `<saml:NameID${qualifiers}>${nameId}</saml:NameID>${indexes.map((index) => `<samlp:SessionIndex>${index}</samlp:SessionIndex>`).join("")}${more}</samlp:LogoutRequest>`,
    );
  /** The address a browser is sent to for it. */
  const byRedirect = (asked: Asked, key = idp.own): string =>
    signedQuery(pathOf(logoutUrl()), key, logoutRequest(asked));
  const open = async (path: string): Promise<string> =>
    locationOf(expectStatus(await new Person(server).call("GET", path), 303), server);

  /** Reads a message of ours out of an address, whose signature must hold by the certificate in our metadata. */
  const readOurs = async (url: string): Promise<{ xml: string; relayState: string | null }> => {
    const { search, searchParams } = new URL(url);
    const [certificate = ""] = await ownCertificatesOf(acme.owner, acme.connectionId);
    const [signed = ""] = search.slice(1).split("&Signature=");
    const signature = Buffer.from(searchParams.get("Signature") ?? "", "base64");
    expect(searchParams.get("SigAlg")).toMatch(/rsa-sha256$/);
    expect(verify("sha256", Buffer.from(signed), certificate, signature)).toBe(true);
    const packed = searchParams.get("SAMLResponse") ?? searchParams.get("SAMLRequest") ?? "";
    return {
      xml: inflateRawSync(Buffer.from(packed, "base64")).toString(),
      relayState: searchParams.get("RelayState"),
    };
  };

  test("the provider ends one of its sessions: it ends here, no other, and the provider is answered", async () => {
    const { kim, nameId } = await signedIn("one");
    const { kim: elsewhere } = await signedIn("two", { kim: kim.elsewhere(), nameId });
    const { kim: lee } = await signedIn("one");
    const path = byRedirect({ nameId, indexes: ["one"] });
    const to = await open(path);
    expect(to.startsWith(`${idp.sloUrl}?SAMLResponse=`)).toBe(true);
    const { xml } = await readOurs(to);
    expect(xml).toContain(`Destination="${idp.sloUrl}"`);
    expect(xml).toMatch(/InResponseTo="_[0-9a-f]{32}"/);
    expect(xml).toContain('<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"');
    expect(xml).not.toContain("PartialLogout");
    expect([await isIn(kim), await isIn(elsewhere), await isIn(lee)]).toEqual([false, true, true]);
    const events = (await acme.owner.get(`${acme.path}/events?limit=20`)).body.items as {
      type: string;
      data: object;
    }[];
    expect(events.find(({ type }) => type === "session.ended")?.data).toEqual({ reason: "ended-by-provider" });
  });

  test("without a session named, somebody is out everywhere they came by it", async () => {
    const { kim, nameId } = await signedIn("one");
    const { kim: elsewhere } = await signedIn("two", { kim: kim.elsewhere(), nameId });
    const qualifiers = ` NameQualifier="${idp.entityId}" SPNameQualifier="${logoutUrl().replace(/logout$/, "metadata")}"`;
    await open(byRedirect({ nameId, qualifiers }));
    expect([await isIn(kim), await isIn(elsewhere)]).toEqual([false, false]);
  });

  test("by a form of another site, with its state handed back", async () => {
    const { kim, nameId } = await signedIn();
    const xml = signElement(logoutRequest({ nameId }), "LogoutRequest", { key: idp.own });
    const fields = { SAMLRequest: Buffer.from(xml).toString("base64"), RelayState: "their state & more" };
    const to = locationOf(expectStatus(await postForm(kim, pathOf(logoutUrl()), fields), 303), server);
    expect((await readOurs(to)).relayState).toBe(fields.RelayState);
    expect(await isIn(kim)).toBe(false);
  });

  test("whom nobody here is known by: the provider hears that not all was done", async () => {
    const { kim } = await signedIn();
    const { xml } = await readOurs(await open(byRedirect({ nameId: "nobody" })));
    expect(xml).toContain("status:PartialLogout");
    expect(await isIn(kim)).toBe(true);
  });

  const other = "https://evil.example";
  test.each<[string, string, Partial<Asked>, (() => OwnCertificate)?]>([
    ["signed by a stranger", "signature", {}, () => stranger],
    ["of another issuer", "logout-issuer", { alter: change("https://idp.example/saml", other) }],
    [
      "to another destination",
      "logout-destination",
      { alter: change(/Destination="[^"]*"/, `Destination="${other}"`) },
    ],
    ["of two people", "logout-name", { more: "<saml:NameID>lee</saml:NameID>" }],
    ["with a document type", "document", { alter: (xml: string) => `<!DOCTYPE a>${xml}` }],
    [
      "that is another message",
      "document",
      { alter: (xml: string) => xml.replaceAll("LogoutRequest", "AuthnRequest") },
    ],
  ])("a sign-out %s ends nothing, and leaves a trace", async (_name, reason, more, key) => {
    const { kim, nameId } = await signedIn();
    const to = await open(byRedirect({ nameId, ...more }, key?.()));
    expect(to).toMatch(/^\/sign-in\?sso=failed&reference=trac_/);
    expect(await isIn(kim)).toBe(true);
    const trace = await lastTrace();
    expect(trace).toMatchObject({ reason });
    expect(JSON.stringify(trace)).not.toContain(nameId);
  });

  test("one without a signature, changed, old, or sent a second time ends nothing", async () => {
    const { kim, nameId } = await signedIn();
    const path = byRedirect({ nameId });
    for (const spoiled of [
      path.replace(/&Signature=.*/, ""),
      `${path}&RelayState=x`,
      path.replace("SAMLRequest", "SAMLResponse"),
    ])
      expect(await open(spoiled)).toMatch(/sso=failed/);
    expect(await open(byRedirect({ nameId, at: server.clock.now() - 8 * 60_000 }))).toMatch(/sso=failed/);
    expect((await lastTrace()).reason).toBe("logout-time");
    expect(await isIn(kim)).toBe(true);
    await open(path);
    expect(await isIn(kim)).toBe(false);
    await signedIn("one", { kim, nameId });
    expect(await open(path)).toMatch(/sso=failed/);
    expect((await lastTrace()).reason).toBe("replay");
    expect(await isIn(kim)).toBe(true);
  });

  test("a sign-out of another connection's provider, or of one that is off, ends nothing", async () => {
    const evil = await makeSamlIdp("https://evil.example/saml");
    const organization = await setUpSaml(server, { dns, idp: evil, settings: { jit: "verified-domains" } });
    const { kim, nameId } = await signedIn();
    const xml = logoutRequest({ nameId }).replace(acme.connectionId, organization.connectionId);
    const there = pathOf(logoutUrl()).replace(acme.connectionId, organization.connectionId);
    await open(signedQuery(there, evil.own, xml.replace(idp.entityId, evil.entityId)));
    expect(await open(signedQuery(there, idp.own, xml))).toMatch(/sso=failed/);
    expect(await open(signedQuery(pathOf(logoutUrl()), evil.own, logoutRequest({ nameId })))).toMatch(/sso=failed/);
    expect(await isIn(kim)).toBe(true);
    await organization.owner.stepUp("change-sso");
    expectStatus(await organization.owner.post(`${organization.connection}/disable`, {}), 200);
    expect(await open(signedQuery(there, evil.own, xml))).toBe("/sign-in?sso=unasked");
    expect(await open("/sso/conn_nothere/logout")).toBe("/sign-in?sso=unasked");
  });

  const signOut = async (person: Person): Promise<Reply["body"]> =>
    expectStatus(await person.post("/v1/session/provider-sign-out", {}), 200).body;

  test("our own sign-out ends the session here at once, and asks the provider with the whole name", async () => {
    const { kim, nameId } = await signedIn("index-7");
    const { url } = await signOut(kim);
    expect(await isIn(kim)).toBe(false);
    expect(url.startsWith(`${idp.sloUrl}?SAMLRequest=`)).toBe(true);
    const { xml, relayState } = await readOurs(url);
    expect(xml).toContain(
      `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID>`,
    );
    expect(xml).toContain("<samlp:SessionIndex>index-7</samlp:SessionIndex>");
    const answered = answerOf(url, relayState!, {});
    expect(await open(answered)).toBe("/sign-in?sso=signed-out");
    expect(await open(answered)).toBe("/sign-in?sso=unasked");
    expectStatus(await kim.post("/v1/session/provider-sign-out", {}), 401);
  });

  /** The provider's answer to a sign-out of ours. */
  function answerOf(url: string, relayState: string, { key = idp.own, alter = (xml: string) => xml }): string {
    const xml = `<samlp:LogoutResponse xmlns:samlp="${protocol}" xmlns:saml="${assertion}" ID="${makeId()}" Version="2.0" IssueInstant="${instant(server.clock.now())}" Destination="${logoutUrl()}" InResponseTo="${idp.read(url).id}"><saml:Issuer>${idp.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`;
    return signedQuery(pathOf(logoutUrl()), key, alter(xml), { field: "SAMLResponse", relayState });
  }

  test.each<[string, string, { key?: () => OwnCertificate; alter?: (xml: string) => string }]>([
    ["that the provider's session goes on", "signed-out-here", { alter: change(":Success", ":Responder") }],
    ["to another sign-out", "signed-out-here", { alter: change(/InResponseTo="[^"]*"/, 'InResponseTo="_other"') }],
    ["of a stranger", "failed", { key: () => stranger }],
  ])("an answer %s is told, with a trace; here it is over", async (_name, reason, { key, alter }) => {
    const { kim } = await signedIn();
    const { url } = await signOut(kim);
    const { relayState } = await readOurs(url);
    const lie = { ...(key && { key: key() }), ...(alter && { alter }) };
    expect(await open(answerOf(url, relayState!, lie))).toMatch(
      new RegExp(`^/sign-in\\?sso=${reason}&reference=trac_`),
    );
    expect(await isIn(kim)).toBe(false);
  });

  test("the state of a sign-out is none of a sign-in, nor the other way round", async () => {
    const { kim } = await signedIn();
    const { url } = await signOut(kim);
    const { relayState } = await readOurs(url);
    const posted = await postForm(kim, `/sso/${acme.connectionId}/acs`, {
      SAMLResponse: "bm8=",
      RelayState: relayState!,
    });
    expect(locationOf(posted, server)).toBe("/sign-in?sso=unasked");
    expect(await open(answerOf(url, relayState!, {}))).toBe("/sign-in?sso=signed-out");
  });

  test("a session that came by a password, or by a provider that takes no sign-outs, has nowhere to go", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    expect(await signOut(maya)).toEqual({ url: null });
    expect(await isIn(maya)).toBe(false);
    const metadata = { entityId: idp.entityId, ssoUrl: idp.ssoUrl, certificates: [idp.own.certificatePem] };
    const organization = await setUpSaml(server, { dns, idp, metadata, settings: { jit: "verified-domains" } });
    const kim = new Person(server, `kim@${organization.domain}`);
    await signInBySaml(kim, idp, { nameId: "kim", attributes: { email: [kim.email] } });
    expect(await signOut(kim)).toEqual({ url: null });
    expect(await isIn(kim)).toBe(false);
  });

  test("by OpenID Connect the browser goes to the provider's end of session, and comes back", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const signedInThere = async (): Promise<Person> => {
      const kim = new Person(server, `kim${++people}@${organization.domain}`);
      await signInBySso(kim, op, { sub: kim.email, email: kim.email });
      return kim;
    };
    expect(await signOut(await signedInThere())).toEqual({ url: null });
    const back = `${server.services.config.publicUrl}/sso/${organization.connectionId}/logout`;
    const endpoints: [string, string | null][] = [
      [
        `${op.issuer}/end?a=b`,
        `${op.issuer}/end?a=b&client_id=mortise&post_logout_redirect_uri=${encodeURIComponent(back)}`,
      ],
      ["javascript:alert(1)", null],
    ];
    for (const [endpoint, url] of endpoints) {
      op.lies = { discovery: { end_session_endpoint: endpoint } };
      // What a provider says of itself is kept for ten minutes.
      server.clock.advance(601);
      const kim = await signedInThere();
      expect(await signOut(kim)).toEqual({ url });
      expect(await isIn(kim)).toBe(false);
    }
    expect(await open(pathOf(back))).toBe("/sign-in?sso=signed-out");
  });

  test.each<[string, string, number]>([
    ["nothing", "", 303],
    ["both messages", "?SAMLRequest=a&SAMLResponse=b", 303],
    ["no UTF-8", "?SAMLRequest=%ff", 422],
    ["a message twice", "?SAMLRequest=a&SAMLRequest=b", 422],
    ["a long state", `?RelayState=${"a".repeat(2001)}`, 422],
  ])("%s in the address: no fault of ours", async (_name, query, status) => {
    expect((await new Person(server).call("GET", `${pathOf(logoutUrl())}${query}`)).status).toBe(status);
    const posted = await postForm(new Person(server), pathOf(logoutUrl()), query.slice(1));
    expect(posted.status).toBe(status);
  });
});
