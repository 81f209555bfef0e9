import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeMembership } from "../../src/policies/memberships.ts";
import { dialects } from "../support/databases.ts";
import { addWorkspaceWith, createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const inside = { "x-forwarded-for": "203.0.113.24" };
const outside = { "x-forwarded-for": "198.51.100.7" };
const office = [{ cidr: "203.0.113.0/24", label: "London office" }];
const minute = 60;
const hour = 60 * minute;

describe.each(dialects)("policies where people act, and how long they may, on %s, over two servers", (dialect) => {
  let server: TestServer;
  let twin: TestServer;
  let owner: Person;
  beforeAll(async () => {
    const settings = { MORTISE_TRUSTED_PROXIES: "127.0.0.1/32", MORTISE_DEFAULT_PLAN: "enterprise" };
    server = await startServer(dialect, { settings });
    twin = await startServer(dialect, { settings, quiet: true, databaseUrl: server.databaseUrl, clock: server.clock });
  });
  afterAll(async () => {
    await twin.close();
    await server.close();
  });

  /** A new organization with one member. */
  const found = async (): Promise<{ organization: TestOrganization; member: Person }> => {
    owner = await (await new Person(server).signUp()).signIn();
    const organization = await createOrganization(owner);
    return { organization, member: await newMember(organization) };
  };
  /** The same browser, asking the other server. */
  const atTwin = (person: Person): Person => {
    const other = new Person(twin, person.email);
    for (const [name, value] of person.cookies) other.cookies.set(name, value);
    Object.assign(other.headers, person.headers);
    return other;
  };
  const may = (
    person: Person,
    { id }: TestOrganization,
    workspace?: string,
    headers: Record<string, string> = inside,
  ) =>
    person.call(
      "GET",
      `/v1/session?organization=${id}${workspace ? `&workspace=${workspace}` : ""}`,
      undefined,
      headers,
    );

  test("an idle limit set on one server ends sessions on the other, to the second, and for good", async () => {
    const { organization, member } = await found();
    await setPolicies(server, organization, { session: { idleSeconds: 600, absoluteSeconds: 24 * hour } });
    server.clock.advance(599);
    const shown = expectStatus(await atTwin(member).get("/v1/session"), 200);
    expect(Date.parse(shown.body.idleExpiresAt)).toBe(server.clock.now() + 600_000);
    server.clock.advance(600);
    expect(slugOf(await atTwin(member).get("/v1/session"))).toBe("not-signed-in");
    await setPolicies(server, organization, { session: null });
    expect((await member.get("/v1/session")).status).toBe(401);
    await member.signIn();
    const { items } = (await member.get("/v1/account/events?type=session.ended")).body;
    expect(items[0]).toMatchObject({
      data: { reason: "policy" },
      actor: { kind: "system" },
      organizationId: organization.id,
    });
  });

  test("an absolute limit holds whatever is done, to the second; the list shows no dead sessions", async () => {
    const { organization, member } = await found();
    const other = await member.elsewhere().signIn();
    await setPolicies(server, organization, { session: { idleSeconds: hour, absoluteSeconds: hour } });
    for (let at = 0; at < 3540; at += 590) {
      server.clock.advance(590);
      expectStatus(await member.get("/v1/account/sessions"), 200);
    }
    server.clock.advance(59);
    const { items } = expectStatus(await member.get("/v1/account/sessions"), 200).body;
    expect(items).toHaveLength(2);
    server.clock.advance(1);
    expect((await atTwin(member).get("/v1/session")).status).toBe(401);
    await member.signIn();
    expect((await member.get("/v1/account/sessions")).body.items).toHaveLength(1);
    expect((await other.get("/v1/session")).status).toBe(401);
  });

  test("an allowlist keeps out where people act, says why, and lets the same session in again inside", async () => {
    const { organization, member } = await found();
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: office } });
    expectStatus(await may(atTwin(member), organization), 200);
    const kept = await may(atTwin(member), organization, undefined, outside);
    expect([kept.status, slugOf(kept), kept.body.reason]).toEqual([403, "not-allowed", "ip-allowlist"]);
    expect(kept.body.policy).toEqual({
      name: "ipAllowlist",
      organization: { id: organization.id, name: organization.name },
      workspace: null,
    });
    expect(kept.body.detail).toContain("198.51.100.7");
    // So is a host that asks in the same process.
    const asked = new Request(`${server.services.config.publicUrl}/`, {
      headers: { ...inside, cookie: [...member.cookies].map((pair) => pair.join("=")).join("; ") },
    });
    const where = { organizationId: organization.id };
    expect(await server.mortise.requireAccess(asked, where, { remoteAddress: "127.0.0.1" })).toBeNull();
    expect((await server.mortise.requireAccess(asked, where, { remoteAddress: "192.0.2.1" }))?.status).toBe(403);
    const nobody = new Request(`${server.services.config.publicUrl}/`);
    expect((await server.mortise.requireAccess(nobody, where))?.status).toBe(401);
    // Elsewhere the session goes on; the organization's own routes are as shut as the host's question.
    expectStatus(await member.call("GET", "/v1/session", undefined, outside), 200);
    expect((await member.call("GET", organization.path, undefined, outside)).body.reason).toBe("ip-allowlist");
    expect((await owner.call("GET", `${organization.path}/members`, undefined, outside)).body.reason).toBe(
      "ip-allowlist",
    );
    expectStatus(await member.call("GET", organization.path, undefined, inside), 200);
    expectStatus(await may(member, organization), 200);
    const { items } = (await member.get("/v1/account/events?type=access.refused")).body;
    expect(items).toHaveLength(1);
  });

  test("admins may have a list of their own, and mapped and IPv6 addresses are what they are", async () => {
    const { organization, member } = await found();
    const adminEntries = [{ cidr: "2001:db8:4f::/48", label: "VPN" }];
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: office, adminEntries } });
    const from = async (person: Person, address: string): Promise<number> =>
      (await may(person, organization, undefined, { "x-forwarded-for": address })).status;
    expect(await from(member, "203.0.113.1")).toBe(200);
    expect(await from(member, "::ffff:203.0.113.1")).toBe(200);
    expect(await from(member, "2001:db8:4f::1")).toBe(403);
    expect(await from(owner, "2001:db8:4f:0:1::9")).toBe(200);
    expect(await from(owner, "203.0.113.1")).toBe(403);
    // Whoever writes the header before the proxy does is not believed.
    expect(await from(member, "203.0.113.1, 198.51.100.9")).toBe(403);
  });

  test("a workspace's list holds in it beside the organization's, and only for those in it", async () => {
    const { organization, member } = await found();
    const finance = await addWorkspaceWith(organization, "Finance", [member]);
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: office } });
    const desk = [
      { cidr: "203.0.113.24", label: "Desk" },
      { cidr: "198.51.100.0/24", label: "Not on the other list" },
    ];
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: desk } }, finance);
    const acting = expectStatus(await may(member, organization, finance), 200).body.actingIn;
    expect(acting).toMatchObject({ organization: { id: organization.id }, workspace: { id: finance }, role: "member" });
    const next = await may(member, organization, finance, { "x-forwarded-for": "203.0.113.25" });
    expect(next.body.policy.workspace).toEqual({ id: finance, name: "Finance" });
    expect((await may(member, organization, finance, outside)).body.policy.workspace).toBeNull();
    expectStatus(await may(member, organization, undefined, { "x-forwarded-for": "203.0.113.25" }), 200);
    expect((await may(owner, organization, finance)).body.reason).toBe("not-in-workspace");
  });

  test("strangers and unknown organizations are answered alike; suspended members are told", async () => {
    const { organization, member } = await found();
    const stranger = await (await new Person(server).signUp()).signIn();
    const unknown = { ...organization, id: server.services.newId("org") };
    const answers = [await may(stranger, organization), await may(stranger, unknown), await may(member, unknown)];
    expect(answers.map(({ status, body }) => [status, body.reason, body.detail])).toEqual(
      answers.map(() => [403, "not-a-member", answers[0]?.body.detail]),
    );
    expect((await stranger.get(organization.path)).status).toBe(404);
    const membership = { organizationId: organization.id, accountId: member.accountId };
    await setPolicies(server, organization, { session: { idleSeconds: 60, absoluteSeconds: 300 } });
    await server.services.transact(({ tx }) => changeMembership(tx, membership, { suspendedAt: server.clock.now() }));
    expect((await may(atTwin(member), organization)).body.reason).toBe("membership-suspended");
    expect((await member.get(organization.path)).body.reason).toBe("membership-suspended");
    // It asks nothing of those it keeps out.
    server.clock.advance(301);
    expectStatus(await member.get("/v1/session"), 200);
    expect(slugOf(await member.get(`/v1/session?workspace=${organization.id}`))).toBe("invalid-request");
    expect(slugOf(await member.get(`/v1/session?organization=${organization.id}&other=1`))).toBe("invalid-request");
  });

  test("a workspace's own limits ask for fresh proof there, while the session goes on elsewhere", async () => {
    const { organization, member } = await found();
    const finance = await addWorkspaceWith(organization, "Finance", [member]);
    const limits = { idleSeconds: 30 * minute, absoluteSeconds: 12 * hour };
    await setPolicies(server, organization, { session: limits }, finance);
    expectStatus(await may(member, organization, finance), 200);
    server.clock.advance(30 * minute - 1);
    // What one server has seen the other knows.
    expectStatus(await may(atTwin(member), organization, finance), 200);
    server.clock.advance(30 * minute - 1);
    expectStatus(await may(member, organization, finance), 200);
    server.clock.advance(30 * minute);
    expectStatus(await member.get("/v1/session"), 200);
    const asked = await may(atTwin(member), organization, finance);
    expect([asked.status, slugOf(asked), asked.body.stepUp.operation]).toEqual([
      403,
      "step-up-required",
      "enter-workspace",
    ]);
    expect(asked.body.policy).toMatchObject({ name: "session", workspace: { id: finance } });
    // Being busy elsewhere is no use of the workspace.
    server.clock.advance(5);
    expectStatus(await may(member, organization), 200);
    expect((await may(member, organization, finance)).status).toBe(403);
    await member.stepUp("enter-workspace");
    expectStatus(await may(member, organization, finance), 200);
    for (let at = 0; at < 12 * hour - 1500; at += 1500) {
      server.clock.advance(1500);
      expectStatus(await may(member, organization, finance), 200);
    }
    server.clock.advance(1500);
    expect((await may(member, organization, finance)).body.stepUp.operation).toBe("enter-workspace");
    expectStatus(await may(member, organization), 200);
  });

  test("owners named for break-glass pass the list with a passkey; each use is an event", async () => {
    const { organization } = await found();
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await owner.bindTotp();
    await owner.bindPasskey(device);
    const byPassword = await owner.elsewhere().signIn();
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries: office } });
    expect((await may(owner, organization, undefined, outside)).status).toBe(403);
    const named = { organizationId: organization.id, accountId: owner.accountId };
    await server.services.transact(({ tx }) => changeMembership(tx, named, { breakGlassAt: server.clock.now() }));
    expectStatus(await may(atTwin(owner), organization, undefined, outside), 200);
    expectStatus(await owner.call("GET", organization.path, undefined, outside), 200);
    const { items } = (await owner.get("/v1/account/events?type=break-glass.used")).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ organizationId: organization.id, data: { policy: "ipAllowlist" } });
    // A session without a passkey's proof is held to the list like any other.
    expect((await may(byPassword, organization, undefined, outside)).body.reason).toBe("ip-allowlist");
  });
});
