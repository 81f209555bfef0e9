import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { recordTrace } from "../../src/sso/traces.ts";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import { OpenIdProvider, type OpLies } from "../support/openid-provider.ts";
import { newMember } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import {
  beginBySso,
  createOwned,
  follow,
  locationOf,
  oidcOf,
  proveDomain,
  setUpOidc,
  signInBySso,
  type SsoOrganization,
  tryConnection,
} from "../support/single-sign-on.ts";
import type { Check } from "../../src/vocabulary/sso.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("single sign-on by OpenID Connect on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    ({ dns, op, server } = await startSso(dialect));
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
  });
  afterEach(() => {
    op.lies = {};
    op.authTime = null;
  });
  afterAll(() => stopSso({ dns, op, server }));

  let people = 0;
  const newcomer = (organization = acme): Person => new Person(server, `kim${++people}@${organization.domain}`);
  const userOf = ({ email }: Person) => ({ sub: `sub-${email}`, email, name: "Kim Doe" });
  const signIn = async (person: Person, user = userOf(person)) => signInBySso(person, op, user);
  const session = async (person: Person) => (await person.get("/v1/session")).body;

  test("the domain alone tells the way, for everybody alike", async () => {
    const known = newcomer();
    await signIn(known);
    const ask = async (email: string) =>
      (await new Person(server).post("/v1/attempts", { purpose: "sign-in", email })).body;
    const { redirect } = await ask(known.email);
    expect(redirect).toMatchObject({ connection: { id: acme.connectionId, name: "Acme ID" }, required: false });
    for (const email of [`nobody@${acme.domain}`, `NOBODY@${acme.domain.toUpperCase()}`]) {
      const other = await ask(email);
      expect(other.redirect.connection).toEqual(redirect.connection);
      expect(Object.keys(other).sort()).toEqual(Object.keys(await ask(known.email)).sort());
    }
    expect((await ask(`kim@other.example`)).redirect).toBeUndefined();
  });

  test("somebody of the domain comes in, and is known the next time", async () => {
    const kim = newcomer();
    const { attempt, at } = await signIn(kim);
    expect(attempt).toMatchObject({ status: "complete" });
    expect(at).toBe(`/sign-in#attempt=${attempt.id}`);
    const first = await session(kim);
    expect(first).toMatchObject({ account: { email: kim.email, name: "Kim Doe" }, assurance: 1 });
    expect(first.proofs).toEqual([
      { kind: "sso", at: expect.any(String), connection: acme.connectionId, factors: ["knowledge"] },
    ]);
    expect((await kim.get(`/v1/organizations/${acme.id}`)).body).toMatchObject({ role: "member" });
    const [identity] = (await kim.get("/v1/account/identities")).body.items;
    expect(identity).toMatchObject({
      connection: { name: "Acme ID" },
      address: kim.email,
      subject: `sub-${kim.email}`,
    });
    const elsewhere = kim.elsewhere();
    // The address is a label: it may change at the provider.
    await signInBySso(elsewhere, op, { sub: `sub-${kim.email}`, email: `renamed@${acme.domain}` });
    expect((await session(elsewhere)).account.id).toBe(first.account.id);
    const [newest] = (await kim.get("/v1/account/history")).body.items;
    expect(newest).toMatchObject({ method: "sso", outcome: "success" });
  });

  test("a connection is a draft until a test has passed, and tells what it saw", async () => {
    const organization = await createOwned(server);
    const domain = await proveDomain(organization, dns);
    const { owner, path } = organization;
    const wrong = { kind: "oidc", name: "Id", ...oidcOf(op), clientSecret: "wrong" };
    const made = expectStatus(await owner.post(`${path}/connections`, wrong), 201).body;
    expect(made).toMatchObject({ status: "draft", jit: "none", trustSecondFactor: "never", tested: false });
    expect(made.serviceProvider.redirectUri).toBe(`${server.services.config.publicUrl}/sso/${made.id}/callback`);
    expect(JSON.stringify(made)).not.toContain("wrong");
    const at = `${path}/connections/${made.id}`;
    expect(slugOf(await owner.post(`${at}/activate`, {}))).toBe("not-tested");
    const failed = await tryConnection(organization, made.id);
    expect(failed.status).toBe("failed");
    expect(failed.checks[0]).toMatchObject({ name: "token", passed: false, seen: "status 401, invalid_client" });
    expectStatus(await owner.call("PATCH", at, { ...oidcOf(op) }), 200);
    // Whoever would be turned away shows that everybody would be.
    for (const email of ["u9@elsewhere.example", undefined]) {
      op.user = { sub: "u9", name: "U", ...(email !== undefined && { email }) };
      const astray = await tryConnection(organization, made.id);
      expect(astray).toMatchObject({ status: "failed", wouldBe: { account: "refused" } });
      expect(astray.checks.at(-1)).toMatchObject({ name: "place", passed: false, seen: email ?? "no address" });
      expect(slugOf(await owner.post(`${at}/activate`, {}))).toBe("not-tested");
    }
    op.user = { sub: "u9", email: `u9@${domain}`, name: "U", groups: ["a", "b"] };
    const passed = await tryConnection(organization, made.id);
    expect(passed).toMatchObject({
      status: "passed",
      subject: "u9",
      address: `u9@${domain}`,
      attributes: { groups: ["a", "b"] },
      wouldBe: { account: "refused", role: null, workspaces: [], assurance: 1 },
    });
    expect(passed.checks.every((check: { passed: boolean }) => check.passed)).toBe(true);
    expect((await owner.post(`${at}/activate`, {})).body).toMatchObject({ status: "active" });
    // Nobody got a session by a test.
    expect((await owner.get(`${path}/members`)).body.items).toHaveLength(1);
  });

  test("what an active connection trusts is replaced by a passed test only", async () => {
    const other = await OpenIdProvider.start(() => server.clock.now());
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection } = organization;
    const changed = expectStatus(await owner.call("PATCH", connection, oidcOf(other)), 200).body;
    expect(changed).toMatchObject({ status: "active", configuration: { issuer: op.issuer } });
    expect(changed.pendingRevision).not.toBeNull();
    const kim = newcomer(organization);
    expect((await signIn(kim)).attempt.status).toBe("complete");
    other.lies.claims = { aud: "another" };
    expect((await tryConnection(organization, organization.connectionId)).status).toBe("failed");
    expect((await owner.get(connection)).body.configuration.issuer).toBe(op.issuer);
    other.lies = {};
    other.user = { sub: "it", email: `it@${organization.domain}` };
    expect((await tryConnection(organization, organization.connectionId)).status).toBe("passed");
    expect((await owner.get(connection)).body).toMatchObject({
      configuration: { issuer: other.issuer },
      pendingRevision: null,
      tested: true,
    });
    await other.close();
  });

  test.each([["suspended"], ["a member by now"], ["removed"]])(
    "a test under way puts nothing in place once who began it is %s",
    async (become) => {
      const other = await OpenIdProvider.start(() => server.clock.now());
      const organization = await setUpOidc(server, { dns, op });
      const { owner, connection, path } = organization;
      const admin = await newMember(organization, "admin");
      await admin.stepUp("change-sso");
      expectStatus(await admin.call("PATCH", connection, oidcOf(other)), 200);
      const begun = expectStatus(await admin.post(`${connection}/tests`, {}), 201).body;
      await owner.stepUp("manage-members");
      const member = `${path}/members/${admin.accountId}`;
      if (become === "suspended") expectStatus(await owner.post(`${member}/suspend`, {}), 204);
      else if (become === "removed") expectStatus(await owner.call("DELETE", member), 204);
      else expectStatus(await owner.call("PATCH", member, { role: "member" }), 200);
      await follow(new Person(server), begun.url as string);
      expect((await owner.get(connection)).body.configuration.issuer).toBe(op.issuer);
      const shown = (await owner.get(`${connection}/tests/${begun.id}`)).body;
      expect(shown).toMatchObject({ status: "failed" });
      expect(shown.checks.at(-1)).toMatchObject({ name: "tester", passed: false });
      await other.close();
    },
  );

  test.each<[string, OpLies, string]>([
    ["another issuer", { claims: { iss: "https://evil.example" } }, "issuer"],
    ["another audience", { claims: { aud: "other" } }, "audience"],
    ["two audiences", { claims: { aud: ["mortise", "other"] } }, "audience"],
    ["another authorized party", { claims: { azp: "other" } }, "authorized-party"],
    ["another nonce", { claims: { nonce: "x" } }, "nonce"],
    ["no nonce", { claims: { nonce: undefined } }, "nonce"],
    ["no subject", { claims: { sub: undefined } }, "subject"],
    ["a number as subject", { claims: { sub: 7 } }, "subject"],
    ["an expired token", { change: (claims) => ({ ...claims, exp: (claims.iat as number) - 600 }) }, "expiry"],
    ["no expiry", { claims: { exp: undefined } }, "expiry"],
    ["a token of tomorrow", { change: (claims) => ({ ...claims, iat: (claims.iat as number) + 86400 }) }, "issued-at"],
    ["an old token", { change: (claims) => ({ ...claims, iat: (claims.iat as number) - 3600 }) }, "issued-at"],
    ["not before tomorrow", { change: (claims) => ({ ...claims, nbf: (claims.iat as number) + 86400 }) }, "not-before"],
    ["another access token", { claims: { at_hash: "AAAA" } }, "access-token-hash"],
    ["no signature", { alg: "none" }, "signature"],
    ["a signature by the public key as a secret", { alg: "HS256" }, "signature"],
    ["another key", { alg: "RS256-other-key" }, "signature"],
    ["a key nobody knows", { alg: "unknown-kid" }, "signature"],
    ["an answer of another issuer", { iss: "https://evil.example" }, "answer-issuer"],
    ["an answer of nobody", { iss: null }, "answer-issuer"],
    ["a refusal", { error: "access_denied" }, "answer"],
    ["a code of nobody", { code: "guessed" }, "token"],
    ["no ID token", { token: "no-id-token" }, "token"],
    ["a page instead of tokens", { token: "html" }, "token"],
    ["a redirect instead of tokens", { token: "redirect" }, "token"],
    ["tokens without end", { token: "endless" }, "token"],
    ["userinfo of another", { claims: { email: undefined }, userinfo: { sub: "another" } }, "userinfo-subject"],
  ])("%s: nobody comes in, and it says so in words", async (_name, lies, reason) => {
    const kim = newcomer();
    op.lies = lies;
    const { attempt, at } = await signIn(kim);
    expect(at).toMatch(/^\/sign-in\?sso=failed&reference=trac_/);
    expect(attempt).toMatchObject({ status: "open", proofs: [] });
    expect((await kim.get("/v1/session")).status).toBe(401);
    const [trace] = expectStatus(await acme.owner.get(`${acme.connection}/traces`), 200).body.items;
    expect(at).toContain(trace.id as string);
    expect(trace.reason).toBe(reason);
    expect(trace.checks.every((check: { fix: string | null }) => check.fix !== null && check.fix !== "")).toBe(true);
    expect((await acme.owner.get(acme.connection)).body.lastFailure.text).not.toBe("");
  });

  test("a provider that never answers is given up after eight seconds, and delays nobody else", async () => {
    const well = await OpenIdProvider.start(() => server.clock.now());
    const other = await setUpOidc(server, { dns, op: well, settings: { jit: "verified-domains" } });
    const [kim, lee] = [newcomer(), newcomer(other)];
    op.lies = { token: "slow" };
    // The bound's own timer goes when the test says so: nobody waits for it.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      let isDone = false;
      const asked = op.asked.length;
      const waiting = signIn(kim).finally(() => (isDone = true));
      // To poll lets some of the time go by, too.
      await expect.poll(() => op.asked.slice(asked)).toContain("/token");
      vi.advanceTimersByTime(6_000);
      const { attempt } = await signInBySso(lee, well, userOf(lee));
      expect([attempt.status, isDone]).toEqual(["complete", false]);
      vi.advanceTimersByTime(2_000);
      const { at } = await waiting;
      expect(at).toMatch(/^\/sign-in\?sso=failed&reference=trac_/);
    } finally {
      vi.useRealTimers();
      await well.close();
    }
    expect((await kim.get("/v1/session")).status).toBe(401);
    const [trace] = expectStatus(await acme.owner.get(`${acme.connection}/traces`), 200).body.items;
    expect(trace).toMatchObject({
      reason: "token",
      checks: [{ name: "token", fix: "The answer did not come in time." }],
    });
  });

  test("of a connection's failures 200 a day are kept, and the next day some more", async () => {
    const { connectionId: id, id: organizationId } = await setUpOidc(server, { dns, op });
    const failed: Check = { name: "nonce", passed: false, expected: "ours", seen: "another", fix: null };
    const record = () => recordTrace(server.services, { id, organizationId }, [failed]);
    for (let each = 0; each < 200; each++) expect(await record()).toMatch(/^trac_/);
    expect(await record()).toBeNull();
    server.clock.advance(86_400);
    expect(await record()).toMatch(/^trac_/);
  });

  test("an answer with another state is nobody's", async () => {
    const kim = newcomer();
    op.lies.state = "x".repeat(43);
    expect((await signIn(kim)).at).toBe("/sign-in?sso=unasked");
  });

  test("keys that roll over leave no gap, and an unknown one is asked for once", async () => {
    const kim = newcomer();
    await signIn(kim);
    await op.rollKey();
    server.clock.advance(60);
    expect((await signIn(newcomer())).attempt.status).toBe("complete");
    const before = op.asked.filter((path) => path === "/jwks").length;
    op.lies.alg = "unknown-kid";
    await signIn(newcomer());
    await signIn(newcomer());
    expect(op.asked.filter((path) => path === "/jwks").length - before).toBe(0);
  });

  test("a second factor is asked here unless the connection trusts that it was asked there", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection } = organization;
    const kim = newcomer(organization);
    const strong = { ...userOf(kim), amr: ["pwd", "otp"] };
    await signInBySso(kim, op, strong);
    expect((await session(kim)).assurance).toBe(1);
    await owner.stepUp("change-sso");
    expectStatus(await owner.call("PATCH", connection, { trustSecondFactor: "when-asserted" }), 200);
    await signInBySso(kim, op, strong);
    expect(await session(kim)).toMatchObject({ assurance: 2, phishingResistant: false });
    await signInBySso(kim, op, userOf(kim));
    expect((await session(kim)).assurance).toBe(1);
    expectStatus(await owner.call("PATCH", connection, { requiredAmr: ["hwk"] }), 200);
    await signInBySso(kim, op, strong);
    expect((await session(kim)).assurance).toBe(1);
  });

  test("whoever has a second factor here gives it where the provider asked for none", async () => {
    const kim = newcomer();
    op.authTime = () => Math.floor(server.clock.now() / 1000);
    await signIn(kim);
    await kim.bindTotp();
    const elsewhere = kim.elsewhere();
    const { attempt } = await signIn(elsewhere);
    expect(attempt).toMatchObject({ status: "open", proofs: [{ kind: "sso" }] });
    expect(attempt.redirect).toBeUndefined();
    expect(attempt.acceptable.map(({ kind }: { kind: string }) => kind)).toContain("totp");
    const done = expectStatus(await elsewhere.prove(attempt.id, { kind: "totp", code: elsewhere.freshCode() }), 200);
    expect(done.body).toMatchObject({ status: "complete", session: { assurance: 2 } });
  });

  test("only the browser that began goes on", async () => {
    const kim = newcomer();
    op.user = userOf(kim);
    const { url } = await beginBySso(kim);
    const path = url.slice(server.services.config.publicUrl.length);
    const thief = new Person(server);
    // A link to begin that another made: the victim's browser would sign in for somebody else's attempt.
    expect(locationOf(await thief.get(path), server)).toBe("/sign-in?sso=other-browser");
    const out = locationOf(await kim.get(path), server);
    const back = locationOf({ headers: new Headers({ location: await locationAt(out) }) }, server);
    const handOff = locationOf(await kim.get(back), server);
    expect(handOff).toMatch(/\/continue\?handoff=/);
    expect(locationOf(await thief.get(handOff), server)).toBe("/sign-in?sso=other-browser");
    expect((await thief.get("/v1/session")).status).toBe(401);
    expect(locationOf(await kim.get(handOff), server)).toMatch(/^\/sign-in#attempt=/);
    expect((await session(kim)).account.email).toBe(kim.email);
    // Used once.
    expect(locationOf(await kim.get(handOff), server)).toBe("/sign-in?sso=expired");
    expect(locationOf(await kim.get(back), server)).toBe("/sign-in?sso=unasked");
  });

  test("a hand-off is good for a minute, a request for a quarter of an hour", async () => {
    const kim = newcomer();
    op.user = userOf(kim);
    const { url } = await beginBySso(kim);
    const out = locationOf(await kim.get(url.slice(server.services.config.publicUrl.length)), server);
    const back = locationOf({ headers: new Headers({ location: await locationAt(out) }) }, server);
    const handOff = locationOf(await kim.get(back), server);
    server.clock.advance(61);
    expect(locationOf(await kim.get(handOff), server)).toBe("/sign-in?sso=expired");
    const late = locationOf(
      await kim.get((await beginBySso(kim)).url.slice(server.services.config.publicUrl.length)),
      server,
    );
    const lateBack = locationOf({ headers: new Headers({ location: await locationAt(late) }) }, server);
    server.clock.advance(15 * 60 + 1);
    expect(locationOf(await kim.get(lateBack), server)).toBe("/sign-in?sso=unasked");
  });

  test("an answer of one connection is none of another", async () => {
    const other = await setUpOidc(server, { dns, op });
    const kim = newcomer();
    op.user = userOf(kim);
    const { url } = await beginBySso(kim);
    const out = locationOf(await kim.get(url.slice(server.services.config.publicUrl.length)), server);
    const back = locationOf({ headers: new Headers({ location: await locationAt(out) }) }, server);
    expect(locationOf(await kim.get(back.replace(acme.connectionId, other.connectionId)), server)).toBe(
      "/sign-in?sso=unasked",
    );
  });

  test("switched off, a connection sends nobody and whoever came by it is out; deleted, nobody is known by it", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, connection } = organization;
    const kim = newcomer(organization);
    await signIn(kim);
    const begun = kim.elsewhere();
    const { url } = await beginBySso(begun);
    await owner.stepUp("change-sso");
    expect((await owner.post(`${connection}/disable`, {})).body.status).toBe("disabled");
    expect((await kim.get("/v1/session")).status).toBe(401);
    expect((await follow(begun, url)).at).toBe("/sign-in?sso=expired");
    expect((await kim.post("/v1/attempts", { purpose: "sign-in", email: kim.email })).body.redirect).toBeUndefined();
    expect((await owner.post(`${connection}/activate`, {})).body.status).toBe("active");
    await signIn(kim);
    expectStatus(await owner.call("DELETE", connection), 204);
    expect((await kim.get("/v1/session")).status).toBe(401);
    expect(slugOf(await owner.get(connection))).toBe("not-found");
  });
});

/** Where a provider sends the browser on to. */
async function locationAt(url: string): Promise<string> {
  return (await fetch(url, { redirect: "manual" })).headers.get("location") ?? "";
}
