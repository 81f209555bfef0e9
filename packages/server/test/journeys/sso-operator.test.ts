import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { expectStatus, Person } from "../support/person.ts";
import { makeSamlIdp, type SamlIdp } from "../support/saml-idp.ts";
import { answerTo, postForm, sentTo, setUpSaml, signInBySaml } from "../support/saml-sign-on.ts";
import { runCommand } from "../support/server-process.ts";
import {
  beginBySso,
  createOwned,
  follow,
  oidcOf,
  prepareToRequire,
  requireBySso,
  setUpOidc,
  signInBySso,
  type SsoOrganization,
} from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import { testRootKey, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("an operator and organizations' identity providers, on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let idp: SamlIdp;
  let server: TestServer;
  let acme: SsoOrganization;
  let bySaml: SsoOrganization;
  const settings = { jit: "verified-domains" };
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    idp = await makeSamlIdp();
    acme = await setUpOidc(server, { dns, op, settings });
    bySaml = await setUpSaml(server, { dns, idp, settings: { ...settings, idpInitiated: true } });
  });
  afterEach(() => {
    op.lies = {};
  });
  afterAll(() => stopSso({ dns, op, server }));

  const mortise = (...args: string[]) =>
    runCommand(["organizations", "connections", ...args], {
      ...{ MORTISE_DATABASE_URL: server.databaseUrl, MORTISE_ROOT_KEY: testRootKey },
    });
  let people = 0;
  const newcomer = ({ domain }: SsoOrganization): Person => new Person(server, `kim${++people}@${domain}`);
  const come = (kim: Person) => signInBySso(kim, op, { sub: `sub-${kim.email}`, email: kim.email, name: "Kim Doe" });
  const isIn = async (person: Person): Promise<boolean> => (await person.get("/v1/session")).status === 200;
  const comeBySaml = (kim: Person, more: object = {}) =>
    signInBySaml(kim, idp, { nameId: `id-${kim.email}`, attributes: { email: [kim.email] }, ...more });

  test("list: those of one organization, the newest first, and what is not there", async () => {
    const none = await createOwned(server);
    expect(await mortise("list", none.id)).toEqual({ code: 0, out: "There are none.\n", err: "" });
    const { owner, path, id, connectionId } = acme;
    await come(newcomer(acme));
    await owner.stepUp("change-sso");
    const draft = { kind: "oidc", name: "Another ID", ...oidcOf(op) };
    server.clock.advance(1);
    const added = expectStatus(await owner.post(`${path}/connections`, draft), 201).body;
    const listed = await mortise("list", id);
    expect([listed.code, listed.err]).toEqual([0, ""]);
    const [first, second, ...more] = listed.out.trimEnd().split("\n");
    expect(more).toEqual([]);
    expect(first).toBe(`${added.id}  oidc  draft  last sign-in never  Another ID`);
    expect(second).toMatch(new RegExp(`^${connectionId}  oidc  active  last sign-in 2026-\\S+Z  Acme ID$`));
    expectStatus(await owner.call("DELETE", `${path}/connections/${added.id}`), 204);
    expect(await mortise("list", "orgn_0")).toEqual({ code: 1, out: "", err: "There is no organization orgn_0.\n" });
  });

  test("show: what is trusted and what failed last, and no secret", async () => {
    op.lies = { alg: "none" };
    await come(newcomer(acme));
    const { out, err, code } = await mortise("show", acme.connectionId);
    expect([code, err]).toEqual([0, ""]);
    const lines = [
      ...["Acme ID", `  id             ${acme.connectionId}`, `  organization   ${acme.id}`],
      ...["  protocol       OpenID Connect", `  provider       ${op.issuer}`, "  status         active"],
      ...["  accounts made  verified-domains", "  second factor  never"],
    ];
    for (const line of lines) expect(out.split("\n")).toContain(line);
    expect(out).toMatch(/\n {2}failed {9}2026-\S+Z {2}trac_\w+ {2}\S+: \S.*\n/);
    expect(out).not.toContain(op.clientSecret);
    const saml = (await mortise("show", bySaml.connectionId)).out;
    for (const line of ["  protocol       SAML 2.0", `  provider       ${idp.entityId}`])
      expect(saml.split("\n")).toContain(line);
    expect(saml).toMatch(/\n {2}certificate {4}[\da-f:]{16}… {2}until \d{4}-\S+Z\n/i);
    expect(saml).not.toContain("PRIVATE");
    const err404 = "There is no connection conn_0.\n";
    expect(await mortise("show", "conn_0")).toEqual({ code: 1, out: "", err: err404 });
    expect(await mortise("disable", "conn_0")).toEqual({ code: 1, out: "", err: err404 });
  });

  test("disable: whoever came by it is out, the requirement stays, and the owners hear who did it", async () => {
    const organization = await setUpOidc(server, { dns, op, settings });
    const { connectionId, connection, owner, id } = organization;
    const member = await (await newcomer(organization).signUp()).signIn();
    const [kim, lee] = [newcomer(organization), newcomer(organization)];
    await come(kim);
    await come(lee);
    const second = await prepareToRequire(organization);
    await requireBySso(organization, "verified-domains");
    expect((await mortise("show", connectionId)).out).toContain("active, and single sign-on is required\n");

    const { out, err, code } = await mortise("disable", connectionId, "--as", "dana");
    const said = "Acme ID is off. 2 people were signed out; the owners are told.\n";
    expect([code, err, out]).toEqual([0, "", said]);
    expect(await Promise.all([kim, lee].map(isIn))).toEqual([false, false]);
    expect((await mortise("show", connectionId)).out).toContain("disabled, and single sign-on is required\n");
    expect((await owner.get(connection)).body.status).toBe("disabled");
    const { body } = await member.post("/v1/attempts", { purpose: "sign-in", email: member.email });
    expect(body.redirect).toBeUndefined();
    const password = { kind: "password", password: member.password };
    expect((await member.prove(body.id, password)).body).toMatchObject({ status: 403, reason: "sso-required" });

    const events = await server.services.read
      .selectFrom("events")
      .select(["type", "actorKind", "actorId", "data", "ip", "accountId"])
      .where("organizationId", "=", id)
      .where("actorId", "=", "dana")
      .orderBy("id")
      .execute();
    expect(events.filter(({ type }) => type === "connection.disabled")).toMatchObject([
      { actorKind: "operator", accountId: null, ip: null },
    ]);
    expect(JSON.parse(events[0]!.data)).toEqual({ connectionId, name: "Acme ID" });
    expect([...new Set(events.map(({ actorKind }) => actorKind))]).toEqual(["operator"]);
    for (const person of [owner, second]) {
      const mail = (await person.mails()).find(({ subject }) => subject.endsWith("was switched off"));
      expect(mail?.text).toContain("An operator switched the connection “Acme ID” off.");
    }
    // Nobody at the organization is told what the operator is called.
    expect((await owner.mails()).some(({ text }) => text.includes("dana"))).toBe(false);
    const again = await mortise("disable", connectionId, "--as", "dana");
    expect(again).toEqual({ code: 1, out: "", err: "The connection Acme ID is not switched on.\n" });
  });

  test("what providers answer is counted by protocol: accepted, refused, and what nobody asked for", async () => {
    const count = async () => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      const all = text.matchAll(/^mortise_provider_answers\{protocol="(\w+)",outcome="(\w+)"\} (\d+)$/gm);
      return Object.fromEntries(
        [...all].map(([, protocol, outcome, counted]) => [`${protocol} ${outcome}`, +counted!]),
      );
    };
    let before = await count();
    expect(Object.keys(before).sort()).toEqual(
      ["oidc", "saml"].flatMap((each) => [`${each} accepted`, `${each} refused`, `${each} unasked`]),
    );
    const grown = async (): Promise<object> => {
      const now = await count();
      const more = Object.entries(now).filter(([name, counted]) => counted !== before[name]);
      const by = Object.fromEntries(more.map(([name, counted]) => [name, counted - before[name]!]));
      before = now;
      return by;
    };
    await come(newcomer(acme));
    expect(await grown()).toEqual({ "oidc accepted": 1 });
    op.lies = { claims: { aud: "another" } };
    await come(newcomer(acme));
    expect(await grown()).toEqual({ "oidc refused": 1 });
    await follow(new Person(server), `/sso/${acme.connectionId}/callback?state=nobodys&code=x`);
    expect(await grown()).toEqual({ "oidc unasked": 1 });

    await comeBySaml(newcomer(bySaml));
    expect(await grown()).toEqual({ "saml accepted": 1 });
    await comeBySaml(newcomer(bySaml), { audience: "https://another.example" });
    expect(await grown()).toEqual({ "saml refused": 1 });
    const kim = newcomer(bySaml);
    const sent = await sentTo(kim, (await beginBySso(kim)).url);
    const { path, fields } = answerTo(idp, server, sent, { attributes: { email: [kim.email] } });
    await postForm(kim, path, { ...fields, RelayState: "nobodys" });
    expect(await grown()).toEqual({ "saml unasked": 1 });
  });
});
