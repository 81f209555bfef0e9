import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { type DnsServer, startDnsServer } from "../support/dns-server.ts";
import { OpenIdProvider, type OpLies } from "../support/openid-provider.ts";
import { addMember, createOrganization, newMember } from "../support/organizations.ts";
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
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("single sign-on by OpenID Connect on %s", (dialect) => {
  let dns: DnsServer;
  let op: OpenIdProvider;
  let server: TestServer;
  let acme: SsoOrganization;
  beforeAll(async () => {
    dns = await startDnsServer();
    server = await startServer(dialect, {
      settings: { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" },
      quiet: true,
    });
    op = await OpenIdProvider.start(() => server.clock.now());
    acme = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
  });
  afterEach(() => {
    op.lies = {};
    op.authTime = null;
  });
  afterAll(async () => {
    await server.close();
    await op.close();
    await dns.close();
  });

  let people = 0;
  const newcomer = (organization = acme): Person => new Person(server, `kim${++people}@${organization.domain}`);
  const userOf = ({ email }: Person) => ({ sub: `sub-${email}`, email, name: "Kim Doe" });
  const signIn = async (person: Person, user = userOf(person)) => signInBySso(person, op, user);
  const session = async (person: Person) => (await person.get("/v1/session")).body;

  test("the domain alone tells the way, for everybody alike", async () => {
    const known = newcomer();
    await signIn(known);
    const ask = async (email: string) => (await new Person(server).post("/v1/attempts", { purpose: "sign-in", email })).body;
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
    expect(identity).toMatchObject({ connection: { name: "Acme ID" }, address: kim.email, subject: `sub-${kim.email}` });
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
    expect((await tryConnection(organization, organization.connectionId)).status).toBe("passed");
    expect((await owner.get(connection)).body).toMatchObject({
      configuration: { issuer: other.issuer },
      pendingRevision: null,
      tested: true,
    });
    await other.close();
  });

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
    const late = locationOf(await kim.get((await beginBySso(kim)).url.slice(server.services.config.publicUrl.length)), server);
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
    expect(locationOf(await kim.get(back.replace(acme.connectionId, other.connectionId)), server)).toBe("/sign-in?sso=unasked");
  });

  test("an account with a life elsewhere shows once that it is theirs", async () => {
    const kim = await (await newcomer().signUp()).signIn();
    await createOrganization(kim, { name: "Of her own" });
    const elsewhere = kim.elsewhere();
    const { attempt } = await signIn(elsewhere);
    expect(attempt).toMatchObject({ status: "open", proofs: [] });
    // Whom the provider named is told to the browser that began alone.
    expect(attempt.vouched).toEqual({
      connection: { id: acme.connectionId, name: "Acme ID" },
      address: kim.email,
      linked: false,
    });
    expect((await new Person(server).get(`/v1/attempts/${attempt.id}`)).body.vouched).toBeUndefined();
    expect((await elsewhere.get("/v1/session")).status).toBe(401);
    const done = expectStatus(await elsewhere.prove(attempt.id, { kind: "password", password: kim.password }), 200).body;
    expect(done).toMatchObject({ status: "complete" });
    expect(done.session.proofs.map(({ kind }: { kind: string }) => kind)).toEqual(["sso", "password"]);
    expect((await elsewhere.get("/v1/account/identities")).body.items).toHaveLength(1);
    // From now on without.
    const again = kim.elsewhere();
    expect((await signIn(again)).attempt.status).toBe("complete");
  });

  test("an address alone gains nothing: outside the domain, or where nobody made a place", async () => {
    const stranger = await (await new Person(server).signUp()).signIn();
    const kim = newcomer();
    const { at } = await signInBySso(kim, op, { sub: "thief", email: stranger.email });
    expect(at).toBe("/sign-in?sso=no-place");
    expect((await kim.get("/v1/session")).status).toBe(401);
    expect((await stranger.get("/v1/account/identities")).body.items).toEqual([]);
    const closed = await setUpOidc(server, { dns, op });
    const { at: refused } = await signIn(newcomer(closed));
    expect(refused).toBe("/sign-in?sso=no-place");
  });

  test("whoever is invited has a place made, in the role of the invitation", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "invited" } });
    const { owner, path } = organization;
    const kim = newcomer(organization);
    expect((await signIn(kim)).at).toBe("/sign-in?sso=no-place");
    await owner.stepUp("manage-members");
    expectStatus(await owner.post(`${path}/invitations`, { email: kim.email, role: "admin" }), 201);
    expect((await signIn(kim)).attempt.status).toBe("complete");
    expect((await kim.get(path)).body.role).toBe("admin");
  });

  test("a member of the domain is linked without a question; one suspended or removed is out", async () => {
    const kim = await newcomer().signUp();
    await addMember(acme, kim);
    const there = kim.elsewhere();
    expect((await signIn(there)).attempt.status).toBe("complete");
    await acme.owner.stepUp("manage-members");
    expectStatus(await acme.owner.post(`${acme.path}/members/${kim.accountId}/suspend`, {}), 204);
    expect((await signIn(kim.elsewhere())).at).toBe("/sign-in?sso=no-place");
    expectStatus(await acme.owner.post(`${acme.path}/members/${kim.accountId}/restore`, {}), 204);
    expect((await signIn(kim.elsewhere())).attempt.status).toBe("complete");
  });

  test("an identity is unlinked by an admin only, who hears whether another way in is left", async () => {
    const kim = newcomer();
    await signIn(kim);
    const { account } = await session(kim);
    const member = `${acme.path}/members/${account.id}/identities`;
    await acme.owner.stepUp("change-sso");
    const [identity] = expectStatus(await acme.owner.get(member), 200).body.items;
    expect(slugOf(await kim.call("DELETE", `${member}/${identity.id}`))).toBe("not-allowed");
    const { body } = expectStatus(await acme.owner.call("DELETE", `${member}/${identity.id}`), 200);
    expect(body).toEqual({ otherWayIn: false });
    expect((await kim.get("/v1/session")).status).toBe(401);
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

  test("roles and workspaces follow what the provider says; an overage takes nothing away", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "verified-domains" } });
    const { owner, path, connection } = organization;
    const finance = expectStatus(await owner.post(`${path}/workspaces`, { name: "Finance" }), 201).body;
    const rules = [
      { attribute: "groups", equals: "it", role: "admin" },
      { attribute: "groups", equals: "money", workspace: finance.id },
    ];
    const kim = newcomer(organization);
    await signInBySso(kim, op, { ...userOf(kim), groups: ["it", "money"] });
    await owner.stepUp("change-sso");
    const preview = expectStatus(await owner.post(`${connection}/role-rules/preview`, { rules }), 200).body;
    expect(preview.people).toMatchObject([{ account: { email: kim.email }, then: { role: "admin" }, changes: true }]);
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, { rules }), 200);
    const roleOf = async () => (await kim.get(path)).body.role;
    await signInBySso(kim, op, { ...userOf(kim), groups: ["it", "money"] });
    expect(await roleOf()).toBe("admin");
    expect((await kim.get(`${path}/workspaces`)).body.items).toMatchObject([{ name: "Finance" }]);
    await signInBySso(kim, op, { ...userOf(kim), hasgroups: true });
    expect(await roleOf()).toBe("admin");
    await signInBySso(kim, op, { ...userOf(kim), groups: [] });
    expect(await roleOf()).toBe("member");
    const unfit = await owner.call("PUT", `${connection}/role-rules`, { rules: [{ attribute: "a", equals: "b" }] });
    expect(slugOf(unfit)).toBe("invalid-request");
  });

  test("a session ends when the provider says it must", async () => {
    const kim = newcomer();
    const until = Math.floor(server.clock.now() / 1000) + 3600;
    await signInBySso(kim, op, { ...userOf(kim), session_expiry: until });
    expect((await session(kim)).expiresAt).toBe(new Date(until * 1000).toISOString());
    server.clock.advance(3601);
    expect((await kim.get("/v1/session")).status).toBe(401);
  });

  test("sensitive changes ask the provider for a fresh sign-in, and only a proven one counts", async () => {
    const kim = newcomer();
    op.authTime = () => Math.floor(server.clock.now() / 1000);
    await signIn(kim);
    server.clock.advance(700);
    expect(slugOf(await kim.call("PUT", "/v1/account/email", { email: "a@b.example" }))).toBe("step-up-required");
    const begin = async () => (await kim.post("/v1/attempts", { purpose: "step-up", operation: "change-email" })).body;
    const stale = await begin();
    expect(stale).toMatchObject({ acceptable: [], redirect: { required: true } });
    op.authTime = () => Math.floor(server.clock.now() / 1000) - 3600;
    expect((await follow(kim, stale.redirect.url as string)).at).toMatch(/sso=failed/);
    expect((await kim.get(`/v1/attempts/${stale.id}`)).body.status).toBe("open");
    op.authTime = () => Math.floor(server.clock.now() / 1000);
    const fresh = await begin();
    const other = op.user;
    op.user = { sub: "another", email: `another@${acme.domain}` };
    expect((await follow(kim, fresh.redirect.url as string)).at).toBe("/sign-in?sso=another-identity");
    op.user = other;
    const again = await begin();
    expect((await follow(kim, again.redirect.url as string)).at).toBe(`/go-on#attempt=${again.id}`);
    expectStatus(await kim.call("PUT", "/v1/account/email", { email: "a@b.example" }), 202);
  });

  test("somebody sent here begins a fresh sign-in", async () => {
    const kim = newcomer();
    op.user = userOf(kim);
    const path = `/sso/${acme.connectionId}/initiate`;
    const { at } = await follow(kim, `${path}?iss=${encodeURIComponent(op.issuer)}&target_link_uri=%2Fsecurity`);
    expect(at).toMatch(/^\/sign-in\?return_to=%2Fsecurity#attempt=/);
    expect((await session(kim)).account.email).toBe(kim.email);
    expect((await follow(new Person(server), `${path}?iss=https%3A%2F%2Fevil.example`)).at).toBe("/sign-in?sso=expired");
  });

  test("somebody sent here whose account has a life elsewhere may show by its password that it is theirs", async () => {
    const kim = await (await newcomer().signUp()).signIn();
    await createOrganization(kim, { name: "Of her own" });
    op.user = userOf(kim);
    const elsewhere = kim.elsewhere();
    const { at } = await follow(elsewhere, `/sso/${acme.connectionId}/initiate`);
    const id = at.slice(at.indexOf("attempt=") + "attempt=".length);
    const { acceptable } = (await elsewhere.get(`/v1/attempts/${id}`)).body;
    expect(acceptable.map(({ kind }: { kind: string }) => kind)).toContain("password");
    const done = await elsewhere.prove(id, { kind: "password", password: kim.password });
    expect(expectStatus(done, 200).body.status).toBe("complete");
  });

  test("connections are for owners and admins; auditors look; members see nothing", async () => {
    const auditor = await newMember(acme, "auditor");
    expectStatus(await auditor.get(`${acme.path}/connections`), 200);
    expect(slugOf(await auditor.post(`${acme.path}/connections`, { kind: "oidc", name: "x", ...oidcOf(op) }))).toBe("not-allowed");
    const member = await newMember(acme);
    expect(slugOf(await member.get(`${acme.path}/connections`))).toBe("not-allowed");
    const foreign = await createOwned(server);
    await foreign.owner.stepUp("change-sso");
    expect(slugOf(await foreign.owner.get(`${foreign.path}/connections/${acme.connectionId}`))).toBe("not-found");
    expect(slugOf(await foreign.owner.call("DELETE", `${foreign.path}/connections/${acme.connectionId}`))).toBe("not-found");
    const poor = await createOrganization(foreign.owner, { plan: "free" });
    expect((await foreign.owner.post(`${poor.path}/connections`, { kind: "oidc", name: "x", ...oidcOf(op) })).body.reason).toBe("plan");
  });
});

/** Where a provider sends the browser on to. */
async function locationAt(url: string): Promise<string> {
  return (await fetch(url, { redirect: "manual" })).headers.get("location") ?? "";
}
