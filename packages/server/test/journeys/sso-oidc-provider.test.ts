import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { ForeignBrowser, formIn, type Led } from "../support/foreign-browser.ts";
import { expectStatus, Person } from "../support/person.ts";
import { type RealProvider, startRealProvider } from "../support/real-openid-provider.mjs";
import { sentTo } from "../support/saml-sign-on.ts";
import {
  beginBySso,
  createOwned,
  follow,
  locationOf,
  proveDomain,
  type SsoOrganization,
} from "../support/single-sign-on.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

// Its clock is the real one, so ours goes with it.
let ahead = 0;
const clock = { now: () => Date.now() + ahead, advance: (seconds: number) => void (ahead += seconds * 1000) };

describe.each(dialects)("with oidc-provider, on %s", (dialect) => {
  let dns: DnsServer;
  let op: RealProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    dns = await startDnsServer();
    const settings = { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" };
    server = await startServer(dialect, { settings, quiet: true, clock });
    acme = await setUp();
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  async function setUp(): Promise<SsoOrganization> {
    const organization = await createOwned(server);
    const domain = await proveDomain(organization, dns);
    op = await startRealProvider(domain);
    const { owner, path } = organization;
    const { issuer, clientId, clientSecret } = op;
    const given = { kind: "oidc", name: "Acme", issuer, clientId, clientSecret };
    const made = expectStatus(await owner.post(`${path}/connections`, given), 201).body;
    op.register(made.serviceProvider);
    const connection = `${path}/connections/${made.id}`;
    const begun = expectStatus(await owner.post(`${connection}/tests`), 201).body;
    const nobody = new Person(server);
    await comeBack(nobody, await signInThere(new ForeignBrowser(), await sentTo(nobody, begun.url as string), "kim"));
    const result = expectStatus(await owner.get(`${connection}/tests/${begun.id}`), 200).body;
    expect(result.checks.filter(({ passed }: { passed: boolean }) => !passed)).toEqual([]);
    expect(result).toMatchObject({ status: "passed", subject: "kim", address: `kim@${domain}` });
    expectStatus(await owner.call("PATCH", connection, { jit: "verified-domains" }), 200);
    expectStatus(await owner.post(`${connection}/activate`), 200);
    return { ...organization, domain, connection, connectionId: made.id as string };
  }

  async function signInThere(browser: ForeignBrowser, url: string, name: string): Promise<Led> {
    const shown = await browser.open(url);
    if (shown.page === null) return shown;
    return browser.submit({ ...formIn(shown.page, shown.at), fields: { name } });
  }

  const comeBack = async (person: Person, { at, page }: Led): Promise<string> => {
    if (page !== null) throw new Error(`Not led back: ${page.slice(0, 500)}`);
    return (await follow(person, at)).at;
  };

  interface In {
    readonly person: Person;
    readonly there: ForeignBrowser;
    readonly at: string;
  }
  const signIn = async (name = "kim", there = new ForeignBrowser()): Promise<In> => {
    const person = new Person(server, `${name}@${acme.domain}`);
    const sent = await sentTo(person, (await beginBySso(person)).url);
    return { person, there, at: await comeBack(person, await signInThere(there, sent, name)) };
  };
  const isIn = async (person: Person): Promise<boolean> => (await person.get("/v1/session")).status === 200;

  test("its people come in, and its session spares them being asked again", async () => {
    const { person, there, at } = await signIn();
    expect(at).toMatch(/^\/sign-in#attempt=/);
    expect((await person.get("/v1/session")).body.account).toMatchObject({ email: person.email, name: "kim Doe" });
    const again = new Person(server, person.email);
    const led = await there.open(await sentTo(again, (await beginBySso(again)).url));
    expect(led.page).toBeNull();
    await comeBack(again, led);
    expect(await isIn(again)).toBe(true);
  });

  test("where we ask for a fresh sign-in it asks for one, and its auth_time proves it", async () => {
    const { person, there } = await signIn();
    const { id, redirect } = (await person.post("/v1/attempts", { purpose: "step-up", operation: "change-email" }))
      .body;
    const sent = await sentTo(person, redirect.url as string);
    const shown = await there.open(sent);
    expect(shown.page).toContain("<form");
    const led = await there.submit({ ...formIn(shown.page!, shown.at), fields: { name: "kim" } });
    expect(await comeBack(person, led)).toBe(`/go-on#attempt=${id}`);
  });

  test("signing out here signs out there, which tells everybody: what came by that session is out", async () => {
    const { person, there } = await signIn();
    const other = new Person(server, person.email);
    await comeBack(other, await there.open(await sentTo(other, (await beginBySso(other)).url)));
    const { person: lee } = await signIn("lee");
    const { url } = expectStatus(await person.post("/v1/session/provider-sign-out"), 200).body;
    expect(await isIn(person)).toBe(false);
    const asked = await there.open(url as string);
    const form = formIn(asked.page ?? "", asked.at);
    const back = await there.submit({ ...form, fields: { ...form.fields, logout: "yes" } });
    const landed = await new Person(server).get(back.at.slice(server.services.config.publicUrl.length));
    expect(locationOf(expectStatus(landed, 303), server)).toBe("/sign-in?sso=signed-out");
    expect([await isIn(other), await isIn(lee)]).toEqual([false, true]);
  });

  test("its key is rolled over without a gap", async () => {
    expect((await signIn()).at).toMatch(/^\/sign-in#attempt=/);
    await op.rollKey();
    // An unknown key is looked up anew, but not every moment.
    clock.advance(15);
    expect((await signIn()).at).toMatch(/^\/sign-in#attempt=/);
  });
});
