import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { putConfirmed } from "../../src/organizations/policies/alert-copies.sql.ts";
import { changeMembership } from "../../src/policies/memberships.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("who hears of what happens in an organization, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let second: Person;
  let member: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    const settings = { MORTISE_DEFAULT_PLAN: "enterprise", MORTISE_TRUSTED_PROXIES: "127.0.0.1/32" };
    server = await startServer(dialect, { settings });
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner, { name: "Larkfield" });
    second = await newMember(organization, "owner");
    member = await newMember(organization);
  });
  afterAll(() => server.close());

  const subjects = async (person: Person, to?: string): Promise<string[]> =>
    (await person.mails(to)).map(({ subject }) => subject).filter((subject) => subject.includes("Larkfield"));
  const bell = async (person: Person) =>
    (await person.get("/v1/account/alerts")).body.items.filter(
      ({ category }: { category: string }) => category === "organizations",
    );

  test("a change of policies: the other owners, in words and in the app, and the address for copies; each once", async () => {
    const alertCopiesTo = "Security@Larkfield.example.com";
    await setPolicies(server, organization, { alertCopiesTo });
    const confirmed = { organizationId: organization.id, email: alertCopiesTo, emailKey: alertCopiesTo.toLowerCase() };
    const at = server.clock.now();
    await server.services.transact(({ tx }) =>
      putConfirmed(tx, { ...confirmed, tokenHash: null, createdAt: at, expiresAt: at, confirmedAt: at }),
    );
    expectStatus(await owner.call("PUT", `${organization.path}/policies`, { rememberedDevices: { maxDays: 7 } }), 200);
    expect(await subjects(second)).toEqual(["Policies of Larkfield were changed"]);
    expect(await subjects(owner)).toEqual([]);
    expect(await subjects(member)).toEqual([]);
    expect(await subjects(owner, "Security@Larkfield.example.com")).toEqual(["Policies of Larkfield were changed"]);
    const { text } = await second.mail();
    expect(text).toContain("remembered devices");
    expect(text).toContain(`/organizations/${organization.id}/audit-log`);
    expect(await bell(second)).toMatchObject([
      { type: "policies.changed", actor: owner.name, text: "changed remembered devices", ip: null },
    ]);
    await server.settle?.();
    expect(await subjects(second)).toHaveLength(1);
    expect(await bell(owner)).toEqual([]);
    // In the app it can be switched off; by mail it cannot.
    const off = { categories: { organizations: { email: false, inApp: false } } };
    expect((await second.call("PUT", "/v1/account/alert-preferences", off)).status).toBe(422);
    off.categories.organizations.email = true;
    expectStatus(await second.call("PUT", "/v1/account/alert-preferences", off), 200);
    expectStatus(await owner.call("PUT", `${organization.path}/policies`, { rememberedDevices: null }), 200);
    await server.settle?.();
    expect(await bell(second)).toHaveLength(1);
    expect(await subjects(second)).toHaveLength(2);
  });

  test("a member hears what was done to them, not from where; owners hear of owners", async () => {
    const path = `${organization.path}/members/${member.accountId}`;
    expectStatus(await owner.post(`${path}/suspend`), 204);
    expectStatus(await owner.post(`${path}/restore`), 204);
    expectStatus(await owner.call("PATCH", path, { role: "owner" }), 200);
    expect(await subjects(member)).toEqual([
      "Your role in Larkfield is now owner",
      "Your membership in Larkfield was restored",
      "Your membership in Larkfield was suspended",
    ]);
    expect((await member.mail()).text).not.toContain("127.0.0.1");
    expect((await subjects(second))[0]).toBe(`${member.name} is now owner of Larkfield`);
    expect(await bell(member)).toMatchObject([
      { type: "member.role-changed", ip: null, device: null },
      { type: "member.restored" },
      { type: "member.suspended" },
    ]);
    expectStatus(await owner.call("PATCH", path, { role: "member" }), 200);
    expectStatus(await owner.call("DELETE", path), 204);
    expect((await subjects(member))[0]).toBe("You are no longer a member of Larkfield");
  });

  test("each use of break-glass: all owners, whoever used it too", async () => {
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await owner.stepUp("bind-authenticator");
    await owner.bindPasskey(device);
    const named = { organizationId: organization.id, accountId: owner.accountId };
    await server.services.transact(({ tx }) => changeMembership(tx, named, { breakGlassAt: server.clock.now() }));
    const entries = [{ cidr: "203.0.113.0/24", label: "Office" }];
    await setPolicies(server, organization, { ipAllowlist: { enabled: true, entries } });
    const outside = { "x-forwarded-for": "198.51.100.7" };
    expectStatus(await owner.call("GET", organization.path, undefined, outside), 200);
    for (const each of [owner, second]) expect((await subjects(each))[0]).toBe("Break-glass was used in Larkfield");
    expect((await second.mail()).text).toContain("198.51.100.7");
    server.clock.advance(3601);
    expectStatus(await owner.call("GET", organization.path, undefined, outside), 200);
    expect((await subjects(second)).filter((subject) => subject.startsWith("Break-glass"))).toHaveLength(2);
  });
});
