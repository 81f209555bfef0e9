import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import type { DnsServer } from "../support/dns-server.ts";
import type { OpenIdProvider } from "../support/openid-provider.ts";
import { addMember, createOrganization, newMember } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
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
  tryConnection,
} from "../support/single-sign-on.ts";
import { startSso, stopSso } from "../support/sso-server.ts";
import type { TestServer } from "../support/test-server.ts";

describe.each(dialects)("people who come by OpenID Connect, on %s", (dialect) => {
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
    const done = expectStatus(
      await elsewhere.prove(attempt.id, { kind: "password", password: kim.password }),
      200,
    ).body;
    expect(done).toMatchObject({ status: "complete" });
    expect(done.session.proofs.map(({ kind }: { kind: string }) => kind)).toEqual(["sso", "password"]);
    expect((await elsewhere.get("/v1/account/identities")).body.items).toHaveLength(1);
    // From now on without.
    const again = kim.elsewhere();
    expect((await signIn(again)).attempt.status).toBe("complete");
  });

  test("whom nothing but a provider lets in is said to be protected by it, to themselves and to admins", async () => {
    const kim = newcomer();
    await signIn(kim);
    const { protection } = (await kim.get("/v1/account")).body;
    expect(protection).toEqual({ level: "single-sign-on", methods: [], nextStep: null, nextSteps: [] });
    const { accountId } = { accountId: (await session(kim)).account.id as string };
    const found = async (level: string): Promise<string[]> =>
      expectStatus(await acme.owner.get(`${acme.path}/members?protection=${level}&limit=100`), 200).body.items.map(
        ({ account }: { account: { id: string } }) => account.id,
      );
    expect(await found("single-sign-on")).toContain(accountId);
    expect(await found("password-only")).not.toContain(accountId);
    expect(await found("password-only")).toContain(acme.owner.accountId);
    expect((await acme.owner.get(`${acme.path}/members/${accountId}`)).body.protection).toBe("single-sign-on");
  });

  test("the proof that links a named stranger is taken from the browser that began, and from no other", async () => {
    const victim = await (await new Person(server).signUp()).signIn();
    await addMember(acme, victim);
    const thief = newcomer();
    const { attempt } = await signIn(thief, { sub: "thief", email: victim.email, name: "Thief" });
    expect(attempt).toMatchObject({ status: "open", vouched: { linked: false } });
    // They are led to it by a link: `/sign-in#attempt=…`.
    const led = victim.elsewhere();
    const at = `/v1/attempts/${attempt.id}`;
    expect((await led.get(at)).status).toBe(404);
    expect((await led.post(`${at}/passkey-options`, {})).status).toBe(404);
    expect((await led.post(`${at}/text-message`, {})).status).toBe(404);
    expect((await led.prove(attempt.id, { kind: "password", password: victim.password })).status).toBe(404);
    expect((await thief.get(at)).body).toMatchObject({ status: "open", triesLeft: 5 });
    const later = newcomer();
    await signIn(later, { sub: "thief", email: "x@y.example", name: "Thief" });
    expect((await later.get("/v1/session")).status).toBe(401);
  });

  test("a provider's word takes over no sign-in in which something was proven", async () => {
    const kim = await (await newcomer().signUp()).signIn();
    await addMember(acme, kim);
    const app = await kim.bindTotp();
    const begun = (await kim.elsewhere().post("/v1/attempts", { purpose: "sign-in", email: kim.email })).body;
    expect(begun.redirect).toBeDefined();
    const own = kim.elsewhere();
    const { id, url } = await beginBySso(own);
    expect((await own.prove(id, { kind: "password", password: kim.password })).body.status).toBe("open");
    op.user = { sub: "another", email: newcomer().email };
    expect((await follow(own, url)).at).toMatch(/sso=expired/);
    expect((await own.get(`/v1/attempts/${id}`)).body.proofs).toHaveLength(1);
    expect(app).toBeDefined();
  });

  test("between the provider's word and their own proof, the rule may come to say no: removed, or suspended", async () => {
    for (const act of ["remove", "suspend"] as const) {
      const closed = await setUpOidc(server, { dns, op });
      const kim = await (await newcomer(closed).signUp()).signIn();
      await createOrganization(kim, { name: "Of her own" });
      await addMember(closed, kim);
      const elsewhere = kim.elsewhere();
      const { attempt } = await signIn(elsewhere);
      expect(attempt).toMatchObject({ status: "open", proofs: [] });
      await closed.owner.stepUp("manage-members");
      const member = `${closed.path}/members/${kim.accountId}`;
      const done =
        act === "remove" ? await closed.owner.call("DELETE", member) : await closed.owner.post(`${member}/suspend`, {});
      expectStatus(done, 204);
      const refused = await elsewhere.prove(attempt.id, { kind: "password", password: kim.password });
      expect(refused).toMatchObject({ status: 403, body: { reason: "no-place" } });
      expect((await kim.get("/v1/account/identities")).body.items).toEqual([]);
      expect((await kim.get(closed.path)).status).not.toBe(200);
      expect((await elsewhere.get("/v1/session")).status).toBe(401);
    }
  });

  test("whoever is invited and has a life elsewhere joins in the role of the invitation", async () => {
    const organization = await setUpOidc(server, { dns, op, settings: { jit: "invited" } });
    const kim = await (await newcomer(organization).signUp()).signIn();
    await createOrganization(kim, { name: "Of her own" });
    await organization.owner.stepUp("manage-members");
    const invitations = `${organization.path}/invitations`;
    expectStatus(await organization.owner.post(invitations, { email: kim.email, role: "admin" }), 201);
    const elsewhere = kim.elsewhere();
    const { attempt } = await signIn(elsewhere);
    expectStatus(await elsewhere.prove(attempt.id, { kind: "password", password: kim.password }), 200);
    expect((await elsewhere.get(organization.path)).body.role).toBe("admin");
    expect((await organization.owner.get(invitations)).body.items).toEqual([]);
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

  test("a password that opens nothing is no other way in", async () => {
    const organization = await setUpOidc(server, { dns, op });
    const { owner, path } = organization;
    const lee = await new Person(server, `lee@${organization.domain}`).signUp();
    await addMember(organization, lee);
    const unlink = async (): Promise<object> => {
      await signInBySso(lee, op, userOf(lee));
      const member = `${path}/members/${lee.accountId}/identities`;
      const [identity] = expectStatus(await owner.get(member), 200).body.items;
      return expectStatus(await owner.call("DELETE", `${member}/${identity.id}`), 200).body;
    };
    expect(await unlink()).toEqual({ otherWayIn: true });
    await prepareToRequire(organization);
    await requireBySso(organization, "verified-domains");
    expect(await unlink()).toEqual({ otherWayIn: false });
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
    const preview = expectStatus(await owner.post(`${connection}/role-rules/preview`, rules), 200).body;
    expect(preview.people).toMatchObject([{ account: { email: kim.email }, then: { role: "admin" }, changes: true }]);
    expectStatus(await owner.call("PUT", `${connection}/role-rules`, rules), 200);
    const roleOf = async () => (await kim.get(path)).body.role;
    await signInBySso(kim, op, { ...userOf(kim), groups: ["it", "money"] });
    expect(await roleOf()).toBe("admin");
    expect((await kim.get(`${path}/workspaces`)).body.items).toMatchObject([{ name: "Finance" }]);
    await signInBySso(kim, op, { ...userOf(kim), hasgroups: true });
    expect(await roleOf()).toBe("admin");
    const unsaid = expectStatus(await owner.post(`${connection}/role-rules/preview`, rules), 200).body;
    expect(unsaid.people).toMatchObject([{ now: { role: "admin" }, then: { role: "admin" }, changes: false }]);
    const [trace] = expectStatus(await owner.get(`${connection}/traces`), 200).body.items;
    expect(trace).toMatchObject({ reason: "groups", checks: [{ name: "groups" }] });
    expect((await owner.get(connection)).body.lastFailure).toBeNull();
    const tried = await tryConnection(organization, organization.connectionId);
    expect(tried).toMatchObject({ status: "passed" });
    expect(tried.checks.at(-1)).toMatchObject({ name: "groups", passed: true, fix: expect.stringContaining("groups") });
    await signInBySso(kim, op, { ...userOf(kim), groups: [] });
    expect(await roleOf()).toBe("member");
    const unfit = await owner.call("PUT", `${connection}/role-rules`, [{ attribute: "a", equals: "b" }]);
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
    expect((await follow(new Person(server), `${path}?iss=https%3A%2F%2Fevil.example`)).at).toBe(
      "/sign-in?sso=expired",
    );
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
    expect(slugOf(await auditor.post(`${acme.path}/connections`, { kind: "oidc", name: "x", ...oidcOf(op) }))).toBe(
      "not-allowed",
    );
    const member = await newMember(acme);
    expect(slugOf(await member.get(`${acme.path}/connections`))).toBe("not-allowed");
    const foreign = await createOwned(server);
    await foreign.owner.stepUp("change-sso");
    expect(slugOf(await foreign.owner.get(`${foreign.path}/connections/${acme.connectionId}`))).toBe("not-found");
    expect(slugOf(await foreign.owner.call("DELETE", `${foreign.path}/connections/${acme.connectionId}`))).toBe(
      "not-found",
    );
    const poor = await createOrganization(foreign.owner, { plan: "free" });
    expect(
      (await foreign.owner.post(`${poor.path}/connections`, { kind: "oidc", name: "x", ...oidcOf(op) })).body.reason,
    ).toBe("plan");
  });
});
