import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { behindProxy, desk, home, office, personFrom } from "../support/networks.ts";
import {
  addMember,
  addWorkspaceWith,
  createOrganization,
  newMember,
  type TestOrganization,
} from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { bindPhone } from "../support/phones.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("a change of policies, previewed, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: behindProxy });
  });
  afterAll(() => server.close());

  const from = (address: string): Promise<Person> => personFrom(server, address);
  const found = async (timeZone?: string): Promise<void> => {
    owner = await from(desk);
    organization = await createOrganization(owner, timeZone ? { timeZone } : {});
  };
  const preview = async (policies: object, workspace?: string) => {
    const where = workspace === undefined ? "" : `/workspaces/${workspace}`;
    return expectStatus(await owner.post(`${organization.path}${where}/policies/preview`, policies), 200).body;
  };
  const device = (): SoftwareAuthenticator => new SoftwareAuthenticator(server.services.config.publicUrl);
  const person = ({ accountId, name, email }: Person, role = "member") => ({ id: accountId, name, email, role });
  const ids = (people: { id: string }[]): string[] => people.map(({ id }) => id).sort();

  test("who must bind, and by when: to the day in the organization's zone; nothing is changed", async () => {
    await found("Pacific/Auckland");
    await owner.bindTotp();
    const [bare, keyed, app] = [
      await newMember(organization),
      await newMember(organization),
      await newMember(organization),
    ];
    await keyed.bindPasskey(device());
    await app.bindTotp();
    const two = await preview({ secondFactor: { required: "two-factor", graceDays: 14 } });
    // In Auckland it is the evening of 22 November; 14 days on, the sixth of December ends at 11:00 UTC.
    const dueAt = new Date(Date.UTC(2026, 11, 6, 11)).toISOString();
    expect(two).toMatchObject({
      members: 4,
      counts: { mustBind: 1, signedOut: 0, lockedOut: 0, sessionsEnded: 0 },
      mustBind: [{ ...person(bare), dueAt }],
      signedOut: [],
      lockedOut: [],
      addresses: [],
      kinds: { passkey: 1, totp: 2, phone: 0, none: 1 },
      yourAddress: "203.0.113.24",
    });
    expect(two.refused).toBeUndefined();
    const strong = await preview({ secondFactor: { required: "phishing-resistant", graceDays: 0 } });
    expect(ids(strong.mustBind)).toEqual([owner, bare, app].map(({ accountId }) => accountId).sort());
    expect(strong.mustBind[0].dueAt).toBe(new Date(server.clock.now()).toISOString());
    expect(strong.refused).toMatchObject({ reason: "own-passkey" });
    expect((await owner.get(`${organization.path}/policies`)).body.set).toEqual({});
  });

  test("what was asked for before keeps its date, and a workspace's people are its own", async () => {
    await found();
    await owner.bindTotp();
    const [inside, outside] = [await newMember(organization), await newMember(organization)];
    await setPolicies(server, organization, { secondFactor: { required: "two-factor", graceDays: 10 } });
    const begun = server.clock.now();
    server.clock.advance(3 * 24 * 60 * 60);
    await owner.signIn();
    const again = await preview({ secondFactor: { required: "two-factor", graceDays: 20 } });
    const ends = (days: number): string =>
      new Date(Math.floor(begun / 86_400_000 + days + 1) * 86_400_000).toISOString();
    expect(again.mustBind.map(({ dueAt }: { dueAt: string }) => dueAt)).toEqual([ends(20), ends(20)]);
    const workspace = await addWorkspaceWith(organization, "Finance", [inside]);
    const there = await preview({ secondFactor: { required: "two-factor", graceDays: 30 } }, workspace);
    // The organization's own demand comes first.
    expect(there).toMatchObject({ members: 1, mustBind: [{ id: inside.accountId, dueAt: ends(10) }] });
    expect(there.counts.mustBind).toBe(1);
    expect(ids(again.mustBind)).toContain(outside.accountId);
  });

  test("who is signed out: only sessions that live now and would not then", async () => {
    await found();
    const idle = await newMember(organization);
    await idle.elsewhere().signIn();
    server.clock.advance(1200);
    const fresh = await newMember(organization);
    await owner.get("/v1/session");
    const cut = await preview({ session: { idleSeconds: 900, absoluteSeconds: 86_400 } });
    expect(cut.counts).toMatchObject({ signedOut: 1, sessionsEnded: 2 });
    expect(cut.signedOut).toEqual([{ ...person(idle), sessions: 2 }]);
    const older = await preview({ session: { idleSeconds: 900, absoluteSeconds: 1000 } });
    expect(ids(older.signedOut)).toEqual([owner, idle].map(({ accountId }) => accountId).sort());
    await setPolicies(server, organization, { session: { idleSeconds: 600, absoluteSeconds: 86_400 } });
    const looser = await preview({ session: { idleSeconds: 900, absoluteSeconds: 86_400 } });
    expect(looser.counts).toMatchObject({ signedOut: 0, sessionsEnded: 0 });
    expect((await fresh.get("/v1/session")).status).toBe(200);
    expect((await idle.get("/v1/session")).status).toBe(401);
  });

  test("who is locked out by addresses, and from which they came in the last 30 days", async () => {
    await found();
    const away = await from("198.51.100.7");
    const both = await from("198.51.100.7");
    both.headers["x-forwarded-for"] = "203.0.113.9";
    server.clock.advance(61);
    await both.get("/v1/session");
    for (const each of [away, both]) await addMember(organization, each);
    const seen = await preview({ ipAllowlist: { enabled: true, entries: [office] } });
    expect(seen.counts.lockedOut).toBe(1);
    expect(seen.lockedOut).toEqual([{ ...person(away), reason: "ip-allowlist", addresses: ["198.51.100.7"] }]);
    expect(seen.addresses).toMatchObject([{ ip: "198.51.100.7", members: 2 }]);
    const all = await preview({ ipAllowlist: { enabled: true, entries: [office, home] } });
    expect(all).toMatchObject({ lockedOut: [], addresses: [], counts: { lockedOut: 0 } });
    const off = await preview({ ipAllowlist: { enabled: false, entries: [office] } });
    expect(off).toMatchObject({ lockedOut: [], addresses: [] });
    // Owners and admins are held to their own list, members to theirs.
    const split = await preview({ ipAllowlist: { enabled: true, entries: [home], adminEntries: [office] } });
    expect(split.lockedOut).toEqual([]);
    expect(split.addresses).toMatchObject([{ ip: "203.0.113.9", members: 1 }]);
    await addMember(organization, await from("203.0.113.9"), "admin");
    const beside = await preview({ ipAllowlist: { enabled: true, entries: [home], adminEntries: [office] } });
    expect(beside.addresses).toMatchObject([{ ip: "203.0.113.9", members: 1 }]);
    server.clock.advance(31 * 24 * 60 * 60);
    await owner.signIn();
    const later = await preview({ ipAllowlist: { enabled: true, entries: [office] } });
    expect(later).toMatchObject({ lockedOut: [], addresses: [] });
  });

  test("that it showed where members came from is an event, once an hour for each session, and not for each draft", async () => {
    await found();
    await addMember(organization, await from("198.51.100.7"));
    const looks = async () =>
      (await owner.get(`${organization.path}/events?type=policies.previewed`)).body.items.map(
        ({ text }: { text: string }) => text,
      );
    await preview({ ipAllowlist: { enabled: true, entries: [office, home] } });
    await preview({ session: { idleSeconds: 900, absoluteSeconds: 86_400 } });
    expect(await looks()).toEqual([]);
    for (const label of ["L", "Lo", "London"])
      await preview({ ipAllowlist: { enabled: true, entries: [{ ...office, label }] } });
    expect(await looks()).toEqual(["looked at where members came from, in the preview of a policy"]);
    server.clock.advance(60 * 60 - 1);
    await preview({ ipAllowlist: { enabled: true, entries: [office] } });
    expect(await looks()).toHaveLength(1);
    server.clock.advance(1);
    await preview({ ipAllowlist: { enabled: true, entries: [office] } });
    expect(await looks()).toHaveLength(2);
    await owner.signIn();
    await preview({ ipAllowlist: { enabled: true, entries: [office] } });
    expect(await looks()).toHaveLength(3);
  });

  test("a phone counts for nobody where text messages are switched off, as the members' list says", async () => {
    await found();
    await owner.bindTotp();
    const member = await newMember(organization);
    await bindPhone(member);
    const forbidding = { allowedKinds: ["passkey", "totp"] };
    expect((await preview(forbidding)).counts).toMatchObject({ mustBind: 1, lockedOut: 1 });
    const shared = { databaseUrl: server.databaseUrl, clock: server.clock };
    const off = await startServer(dialect, { ...shared, settings: { ...behindProxy, MORTISE_TEXT_MESSAGES: "off" } });
    try {
      const there = new Person(off, owner.email);
      Object.assign(there.headers, owner.headers);
      for (const [name, value] of owner.cookies) there.cookies.set(name, value);
      const path = `${organization.path}/policies`;
      const ask = async (policies: object) => expectStatus(await there.post(`${path}/preview`, policies), 200).body;
      const none = await ask(forbidding);
      expect([none.counts, none.refused, none.kinds.phone]).toMatchObject([
        { mustBind: 0, lockedOut: 0 },
        undefined,
        0,
      ]);
      const required = { secondFactor: { required: "two-factor", graceDays: 0 } };
      expect((await ask(required)).mustBind).toMatchObject([{ id: member.accountId }]);
      expectStatus(await there.call("PUT", path, { ...forbidding, ...required }), 200);
      const { items } = (await there.get(`${organization.path}/members`)).body;
      const listed = items.find(({ account }: { account: { id: string } }) => account.id === member.accountId);
      expect(listed.bindBy).toBe(new Date(server.clock.now()).toISOString());
    } finally {
      await off.close();
    }
  });

  test("who is left with forbidden kinds only; the event of the change names what the preview counted", async () => {
    await found();
    await owner.bindPasskey(device());
    const app = await newMember(organization);
    await app.bindTotp();
    const without = await preview({ allowedKinds: ["passkey"] });
    expect(without.lockedOut).toEqual([{ ...person(app), reason: "no-allowed-kind", addresses: [] }]);
    expect(without.mustBind).toMatchObject([{ id: app.accountId, dueAt: new Date(server.clock.now()).toISOString() }]);
    expect(without.refused).toMatchObject({ reason: "members-without-kind" });
    const bare = await newMember(organization);
    const change = {
      secondFactor: { required: "two-factor", graceDays: 7 },
      session: { idleSeconds: 60, absoluteSeconds: 86_400 },
    };
    server.clock.advance(120);
    await owner.get("/v1/session");
    const { counts } = await preview(change);
    expect(counts).toMatchObject({ mustBind: 1, signedOut: 2 });
    expectStatus(await owner.call("PUT", `${organization.path}/policies`, change), 200);
    const row = await server.services.database.read
      .selectFrom("events")
      .select("data")
      .where("organizationId", "=", organization.id)
      .where("type", "=", "policies.changed")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.data).preview).toEqual({ mustBind: 1, signedOut: 2, lockedOut: 0 });
    expect((await bare.get("/v1/session")).status).toBe(401);
  });

  test("names a hundred people at most, and counts all; suspended members and strangers are not among them", async () => {
    await found();
    await owner.bindTotp();
    const other = await createOrganization(await from("203.0.113.30"));
    await newMember(other);
    await seedMembers(server, organization.id, 130);
    const asked = await preview({ secondFactor: { required: "two-factor", graceDays: 1 } });
    expect(asked.counts.mustBind).toBe(129);
    expect(asked.members).toBe(130);
    expect(asked.mustBind).toHaveLength(100);
  });
});

/** Members with an account and nothing else; the last one is suspended. */
async function seedMembers({ services }: TestServer, organizationId: string, count: number): Promise<void> {
  await services.transact(async ({ tx }) => {
    for (let at = 0; at < count; at++) {
      const id = services.newId("acct");
      const createdAt = services.now();
      const email = `seeded${at}.${id}@example.com`;
      await tx
        .insertInto("accounts")
        .values({
          ...{ id, email, emailKey: email, name: "Seeded", emailVerifiedAt: createdAt, createdAt },
          ...{ preferredAuthenticatorId: null, suspendedAt: null, deletionRequestedAt: null, deletesAt: null },
        })
        .execute();
      await tx
        .insertInto("memberships")
        .values({
          ...{ id: services.newId("mbsh"), organizationId, accountId: id, role: "member", createdAt },
          ...{ suspendedAt: at === count - 1 ? createdAt : null, breakGlassAt: null },
        })
        .execute();
    }
  });
}
