import { beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

interface Told {
  readonly text: string;
  readonly data: { readonly reason: string; readonly route: string; readonly more: number };
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly account: object | null;
  readonly organizationId: string | null;
  readonly ip: string | null;
  readonly requestId: string;
}

describe.each(dialects)("refused requests, on %s", (dialect) => {
  const operatorEmail = "refusals-ops@example.com";
  const server = setServer(dialect, {
    settings: { MORTISE_OPERATORS: operatorEmail, MORTISE_DEFAULT_PLAN: "enterprise" },
  });
  let operator: Person;
  let organization: TestOrganization;
  let member: Person;
  let stranger: Person;
  beforeAll(async () => {
    operator = await (await new Person(server, operatorEmail).signUp()).signIn();
    await operator.bindTotp();
    await operator.signIn();
    organization = await createOrganization(await (await new Person(server).signUp()).signIn());
    member = await newMember(organization);
    stranger = await (await new Person(server).signUp()).signIn();
  });
  const told = async (reason: string, by: Person = operator, path = "/v1/log/events"): Promise<Told[]> => {
    const { items } = expectStatus(await by.get(`${path}?type=request.refused&limit=100`), 200).body as {
      items: Told[];
    };
    return items.filter(({ data }) => data.reason === reason);
  };
  const inTheOrganization = (reason: string) => told(reason, organization.owner, `${organization.path}/events`);

  test("for want of a role: told to operators and to the organization, and to nobody's own feed", async () => {
    const reply = await member.call("PUT", `${organization.path}/policies`, { alertCopiesTo: null });
    expect([reply.status, reply.body.reason]).toEqual([403, "role"]);
    for (const items of [await told("role"), await inTheOrganization("role")]) {
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        data: { route: "PUT /v1/organizations/{org}/policies", more: 0 },
        text: "asked for PUT /v1/organizations/{org}/policies and got a refusal: the role does not include that",
        actor: { kind: "account", id: member.accountId },
        account: null,
        organizationId: organization.id,
        ip: "127.0.0.1",
        requestId: reply.headers.get("x-request-id"),
      });
    }
    for (const person of [member, organization.owner])
      expect((await person.get("/v1/account/events?type=request.refused")).body.items).toEqual([]);
    expect((await member.get("/v1/account/alerts")).body.items).toEqual([]);
  });

  test("of an organization that is not theirs, there or not: to operators only", async () => {
    for (const path of [organization.path, "/v1/organizations/org_00000000000000000000000000"])
      expectStatus(await stranger.get(path), 404);
    const items = await told("foreign-organization");
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ actor: { id: stranger.accountId }, organizationId: null });
    expect(await inTheOrganization("foreign-organization")).toEqual([]);
  });

  test("of an operator's rows, from another site, with two credentials, with nonsense", async () => {
    expectStatus(await stranger.get("/v1/log/events"), 403);
    const evil = { origin: "https://evil.example" };
    expectStatus(await stranger.call("PATCH", "/v1/account", { name: "X" }, evil), 403);
    expectStatus(await stranger.call("GET", "/v1/session", undefined, { authorization: "Bearer x" }), 400);
    expectStatus(await stranger.call("PATCH", "/v1/account", { nonsense: "<secret>" }), 422);
    const seen = [
      ["operator", "GET /v1/log/events", stranger.accountId],
      ["cross-origin", "PATCH /v1/account", null],
      ["ambiguous-credentials", "GET /v1/session", null],
      ["invalid-request", "PATCH /v1/account", stranger.accountId],
    ] as const;
    for (const [reason, route, id] of seen) {
      const items = await told(reason);
      expect(items, reason).toHaveLength(1);
      expect(items[0], reason).toMatchObject({ data: { route }, actor: { id } });
      expect(JSON.stringify(items)).not.toContain("<secret>");
    }
  });

  test("a flood leaves a handful, which say how many there were", async () => {
    const flooding = await newMember(organization);
    const before = (await inTheOrganization("role")).length;
    const flood = async (times: number) => {
      const replies = await Promise.all(
        Array.from({ length: times }, () => flooding.call("PATCH", organization.path, { name: "Mine" })),
      );
      expect(replies.every(({ status }) => status === 403)).toBe(true);
    };
    await flood(57);
    const counts = async () => {
      const items = await inTheOrganization("role");
      return items.slice(0, items.length - before).map(({ data }) => data.more);
    };
    expect((await counts()).sort()).toEqual([0, 8]);
    // The rest is told when the window is over.
    await server.maintain();
    expect(await counts()).toHaveLength(2);
    server.clock.advance(3600);
    await server.maintain();
    const all = await counts();
    expect(all).toContain(46);
    // Each event is one, and says how many more there were.
    expect(all.reduce((sum, more) => sum + 1 + more, 0)).toBe(57);
  });

  test("one request too many is told once, whatever its kind and however many there are", async () => {
    const busy = await (await new Person(server).signUp()).signIn();
    for (let at = 0; at < 305; at++) await busy.call("PATCH", "/v1/account", { name: "Busy" });
    const items = (await told("rate-limited")).filter(({ actor }) => actor.id === busy.accountId);
    expect(items.map(({ data }) => data)).toEqual([{ reason: "rate-limited", route: "PATCH /v1/account", more: 0 }]);
  });

  test("what happens to honest people all day is no refusal to tell of", async () => {
    const before = (await operator.get("/v1/log/events?type=request.refused&limit=100")).body.items.length;
    expectStatus(await new Person(server).get("/v1/session"), 401);
    expectStatus(await member.call("DELETE", "/v1/account/sessions/sess_00000000000000000000000000"), 404);
    server.clock.advance(601);
    expectStatus(await member.call("DELETE", "/v1/account/sessions"), 403);
    const after = (await operator.get("/v1/log/events?type=request.refused&limit=100")).body.items.length;
    expect(after).toBe(before);
  });
});

describe.each(dialects)("refusals of thousands, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  test("are told a bounded number of times, and kept in bounded memory", async () => {
    const { refusals, database } = server.services;
    const place = null;
    const device = { browser: "", version: null, os: "", text: "" };
    for (let at = 0; at < 2500; at++)
      await refusals.note({
        reason: "cross-origin",
        route: "PATCH /v1/account",
        accountId: null,
        sessionId: null,
        organizationId: null,
        client: {
          requestId: "",
          ip: `10.0.${at >> 8}.${at & 255}`,
          place,
          device,
          deviceId: null,
          signUpSecret: null,
          attemptSecret: null,
          setupSecret: null,
          isTokenCaller: false,
          isBackground: false,
          takesNewToken: false,
        },
      });
    const count = async () =>
      Number(
        (
          await database.read
            .selectFrom("events")
            .select(({ fn }) => fn.countAll().as("events"))
            .where("type", "=", "request.refused")
            .executeTakeFirst()
        )?.events,
      );
    expect(await count()).toBe(500);
    server.clock.advance(3600);
    await refusals.tell();
    expect(await count()).toBeLessThanOrEqual(1000);
  });
});
