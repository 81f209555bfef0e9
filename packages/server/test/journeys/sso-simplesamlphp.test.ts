import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMetadataAgain } from "../../src/sso/connections/look-after.ts";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { ForeignBrowser, formIn, type Led } from "../support/foreign-browser.ts";
import { expectStatus, Person, type Reply } from "../support/person.ts";
import { ownCertificatesOf } from "../support/own-certificates.ts";
import { postAnswer, sentTo } from "../support/saml-sign-on.ts";
import { makeSigner, password, type SimpleSaml, startSimpleSaml } from "../support/simplesamlphp.ts";
import { beginBySso, createOwned, locationOf, proveDomain, type SsoOrganization } from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

// Its clock is the real one, so ours goes with it.
let ahead = 0;
const clock = { now: () => Date.now() + ahead, advance: (seconds: number) => void (ahead += seconds * 1000) };

describe.each(dialects)("with SimpleSAMLphp, on %s", (dialect) => {
  let dns: DnsServer;
  let idp: SimpleSaml;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    dns = await startDnsServer();
    idp = await startSimpleSaml();
    const settings = { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" };
    server = await startServer(dialect, { settings, quiet: true, clock });
    acme = await setUp();
  });
  afterAll(async () => {
    await server.close();
    await idp.close();
    await dns.close();
  });

  /** An admin sets it up from the metadata's address, tests it as Kim and switches it on. */
  async function setUp(): Promise<SsoOrganization> {
    const organization = await createOwned(server);
    const domain = await proveDomain(organization, dns);
    const { owner, path } = organization;
    const given = { kind: "saml", name: "Acme", metadata: { url: idp.metadataUrl } };
    const made = expectStatus(await owner.post(`${path}/connections`, given), 201).body;
    const connection = `${path}/connections/${made.id}`;
    const whole = { ...organization, domain, connection, connectionId: made.id as string };
    await tell(whole);
    idp.setPeople({
      kim: { email: [`kim@${domain}`], displayName: ["Kim Doe"], groups: ["staff", "it"] },
      lee: { email: [`lee@${domain}`], groups: ["staff"] },
    });
    const begun = expectStatus(await owner.post(`${connection}/tests`), 201).body;
    const nobody = new Person(server);
    await answerBy(nobody, await signInThere(new ForeignBrowser(), await sentTo(nobody, begun.url as string), "kim"));
    const result = expectStatus(await owner.get(`${connection}/tests/${begun.id}`), 200).body;
    expect(result.checks.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([]);
    expect(result).toMatchObject({ status: "passed", subject: "kim", attributes: { groups: ["staff", "it"] } });
    const rules = [{ attribute: "groups", equals: "it", role: "admin" }];
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, rules), 200);
    expectStatus(await owner.call("PATCH", connection, { jit: "verified-domains" }), 200);
    expectStatus(await owner.post(`${connection}/activate`), 200);
    return whole;
  }

  /** Copies what our metadata says into the identity provider. */
  async function tell({ owner, connectionId }: SsoOrganization, more: object = {}): Promise<void> {
    const at = (what: string): string => `${server.services.config.publicUrl}/sso/${connectionId}/${what}`;
    const certificates = await ownCertificatesOf(owner, connectionId);
    idp.setServiceProvider({
      entityId: at("metadata"),
      acsUrl: at("acs"),
      logoutUrl: at("logout"),
      certificates,
      more,
    });
  }

  async function signInThere(browser: ForeignBrowser, url: string, username: string): Promise<Led> {
    const shown = await browser.open(url);
    const form = formIn(shown.page ?? "", shown.at);
    // Whoever has a session there is not asked again.
    if ("SAMLResponse" in form.fields) return shown;
    return browser.submit({ ...form, fields: { ...form.fields, username, password } });
  }

  function answerBy(person: Person, { page, at }: Led): Promise<string> {
    const { action, fields } = formIn(page ?? "", at);
    if (!("SAMLResponse" in fields))
      throw new Error(`No answer: ${page?.replaceAll(/<[^>]*>|\s+/g, " ").slice(0, 800)}`);
    const { SAMLResponse = "", RelayState = "" } = fields;
    return postAnswer(person, {
      path: action.slice(server.services.config.publicUrl.length),
      fields: { SAMLResponse, RelayState },
    });
  }

  interface In {
    readonly person: Person;
    readonly there: ForeignBrowser;
    readonly at: string;
  }
  const signIn = async (name = "kim", there = new ForeignBrowser()): Promise<In> => {
    const person = new Person(server, `${name}@${acme.domain}`);
    const sent = await sentTo(person, (await beginBySso(person)).url);
    return { person, there, at: await answerBy(person, await signInThere(there, sent, name)) };
  };
  /** It has no session any more of whoever has this browser. */
  const asksAnew = async (there: ForeignBrowser, email: string): Promise<void> => {
    const person = new Person(server, email);
    const shown = await there.open(await sentTo(person, (await beginBySso(person)).url));
    expect(formIn(shown.page ?? "", shown.at).fields).toHaveProperty("AuthState");
  };
  const session = (person: Person): Promise<Reply> => person.get("/v1/session");

  test("its people come in, with the role their group has", async () => {
    const { person } = await signIn();
    expect((await session(person)).body).toMatchObject({
      account: { email: person.email, name: "Kim Doe" },
      assurance: 1,
    });
    expect((await person.get(acme.path)).body.role).toBe("admin");
    const { person: lee } = await signIn("lee");
    expect((await lee.get(acme.path)).body.role).toBe("member");
    const { person: again } = await signIn();
    expect((await session(again)).body.account.id).toBe((await session(person)).body.account.id);
  });

  test("it asks for the password again where we ask for a fresh sign-in, and that counts", async () => {
    const { person, there } = await signIn();
    const { id, redirect } = (await person.post("/v1/attempts", { purpose: "step-up", operation: "change-email" }))
      .body;
    const sent = await sentTo(person, redirect.url as string);
    const shown = await there.open(sent);
    expect(formIn(shown.page ?? "", shown.at).fields).toHaveProperty("AuthState");
    expect(await answerBy(person, await signInThere(there, sent, "kim"))).toBe(`/go-on#attempt=${id}`);
  });

  test("signing out there signs out here, and it goes on where it wanted to", async () => {
    const { person, there } = await signIn();
    const { person: lee } = await signIn("lee");
    const out = await there.open(
      `${idp.url}saml2/idp/initSLO.php?RelayState=${encodeURIComponent(`${idp.url}saml2/idp/metadata.php`)}`,
    );
    expect(out.at).toContain(`/sso/${acme.connectionId}/logout?SAMLRequest=`);
    const path = out.at.slice(server.services.config.publicUrl.length);
    const answered = locationOf(expectStatus(await person.get(path), 303), server);
    expect([(await session(person)).status, (await session(lee)).status]).toEqual([401, 200]);
    expect((await there.open(answered)).page).toContain("EntityDescriptor");
    await asksAnew(there, person.email);
  });

  test("signing out here signs out there, and the browser comes back", async () => {
    const { person, there } = await signIn();
    const { url } = expectStatus(await person.post("/v1/session/provider-sign-out"), 200).body;
    const back = await there.open(url as string);
    expect(back.at).toContain(`/sso/${acme.connectionId}/logout?SAMLResponse=`);
    const landed = await new Person(server).get(back.at.slice(server.services.config.publicUrl.length));
    expect(locationOf(expectStatus(landed, 303), server)).toBe("/sign-in?sso=signed-out");
    expect((await session(person)).status).toBe(401);
    await asksAnew(there, person.email);
  });

  test("its key is rolled over without a gap", async () => {
    const [current, next] = [await makeSigner(), await makeSigner()];
    // Its metadata is read once a day, as if so many had gone.
    const afterDays = async (days: number): Promise<void> => {
      clock.advance(days * 86_460);
      await readMetadataAgain(server.services);
      clock.advance(-days * 86_460);
    };
    const works = async (): Promise<void> => expect((await signIn()).at).toMatch(/^\/sign-in#attempt=/);
    idp.setKeys({ current });
    expect((await signIn()).at).toMatch(/sso=failed/);
    await afterDays(1);
    await works();
    idp.setKeys({ current, next });
    await works();
    await afterDays(2.1);
    await works();
    idp.setKeys({ current: next });
    await works();
    await afterDays(3.2);
    await works();
    const { certificates } = (await acme.owner.get(acme.connection)).body;
    expect(certificates).toHaveLength(1);
  });

  test("what it encrypts, which it does by AES-CBC, opens where the connection reads that, for our key before and after", async () => {
    const encrypted = { "assertion.encryption": true };
    const works = async (): Promise<void> => expect((await signIn()).at).toMatch(/^\/sign-in#attempt=/);
    await tell(acme, encrypted);
    expect((await signIn()).at).toMatch(/sso=failed/);
    await acme.owner.stepUp("change-sso");
    expect((await acme.owner.get(`${acme.connection}/traces`)).body.items[0].reason).toBe("encryption-algorithm");
    expectStatus(await acme.owner.call("PATCH", acme.connection, { allowCbc: true }), 200);
    await works();
    expectStatus(await acme.owner.post(`${acme.connection}/keys`), 201);
    // It does not know the new key yet, and refuses what that signs until it is told.
    const person = new Person(server, `kim@${acme.domain}`);
    const refused = await new ForeignBrowser().open(await sentTo(person, (await beginBySso(person)).url));
    expect(refused.page).toMatch(/Unable to validate Signature/i);
    await tell(acme, encrypted);
    await works();
    await tell(acme);
  });
});
