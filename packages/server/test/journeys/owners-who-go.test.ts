import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { behindProxy, desk, home, office, personFrom, signInFrom } from "../support/networks.ts";
import { addMember, createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, type Person } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const list = (...entries: (typeof office)[]) => ({ enabled: true, entries });

describe.each(dialects)("an owner who goes leaves one who can come in, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: { ...behindProxy, MORTISE_TEXT_MESSAGES: "off" } });
  });
  afterAll(() => server.close());

  /** A new organization whose owner works in the office. */
  const found = async (): Promise<void> => {
    owner = await personFrom(server, desk);
    organization = await createOrganization(owner);
  };
  const works = async (policies: object): Promise<void> => {
    const { body } = expectStatus(await owner.call("PUT", `${organization.path}/policies`, policies), 200);
    expect(body).toMatchObject(policies);
  };

  test("the owner on the list goes, and those left are all off it", async () => {
    await found();
    await works({ ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "Office" }] } });
    const away = await newMember(organization, "owner");
    const self = `${organization.path}/members/${owner.accountId}`;
    for (const refused of [await owner.call("DELETE", self), await owner.call("PATCH", self, { role: "admin" })]) {
      expect([refused.status, refused.body.reason]).toEqual([409, "owners-addresses"]);
      expect(refused.body.detail).toContain("Add one of theirs");
    }
    await signInFrom(away, "203.0.113.9");
    expectStatus(await owner.call("DELETE", self), 204);
  });

  test("the owner on the list hands the ownership to somebody off it", async () => {
    await found();
    await works({ ipAllowlist: list(office) });
    const heir = await newMember(organization);
    const handOver = () => owner.post(`${organization.path}/transfer-ownership`, { account: heir.accountId });
    const refused = expectStatus(await handOver(), 409).body;
    expect([refused.reason, refused.detail]).toEqual([
      "owners-addresses",
      expect.stringContaining("Add one of theirs"),
    ]);
    const roles = async () =>
      (await owner.get(`${organization.path}/members`)).body.items.map(({ role }: { role: string }) => role);
    expect(await roles()).toEqual(["member", "owner"]);
    await signInFrom(heir, "203.0.113.9");
    expectStatus(await handOver(), 204);
    expect(await roles()).toEqual(["owner", "admin"]);
  });

  test("it is the list for owners and admins that an heir is held to, and another owner who comes from it will do", async () => {
    await found();
    const heir = await newMember(organization);
    await signInFrom(heir, "198.51.100.9");
    await works({ ipAllowlist: { ...list(home), adminEntries: [office] } });
    const handOver = () => owner.post(`${organization.path}/transfer-ownership`, { account: heir.accountId });
    expect((await handOver()).body.reason).toBe("owners-addresses");
    const other = await newMember(organization, "owner");
    await signInFrom(other, "203.0.113.9");
    expectStatus(await handOver(), 204);
  });

  test("the owner on the list deletes the account, and those left are all off it, or about to be deleted too", async () => {
    await found();
    await works({ ipAllowlist: list(office) });
    const away = await newMember(organization, "owner");
    const remove = (person: Person) => person.call("DELETE", "/v1/account");
    const refused = expectStatus(await remove(owner), 409).body;
    expect([refused.reason, refused.detail]).toEqual([
      "owners-addresses",
      expect.stringContaining(`left in ${organization.name}`),
    ]);
    expectStatus(await owner.get("/v1/session"), 200);
    const third = await newMember(organization, "owner");
    const there = await signInFrom(third, "203.0.113.9");
    expectStatus(await remove(there), 202);
    expect((await remove(owner)).body.reason).toBe("owners-addresses");
    expectStatus(await owner.call("PUT", `${organization.path}/policies`, { ipAllowlist: null }), 200);
    expectStatus(await remove(owner), 202);
    expectStatus(await away.get(`${organization.path}/policies`), 200);
  });

  test("whoever is alone in an organization takes it along, whatever its list", async () => {
    await found();
    await works({ ipAllowlist: list(office) });
    expectStatus(await owner.call("DELETE", "/v1/account"), 202);
  });

  test("an heir who is asked by now for a second factor that cannot be set up here", async () => {
    await found();
    const heir = await newMember(organization);
    // As when text messages were switched off after a policy that allows nothing else.
    const secondFactor = { required: "two-factor", graceDays: 3 } as const;
    await setPolicies(server, organization, { secondFactor, allowedKinds: ["password", "phone"] });
    server.clock.advance(5 * 24 * 60 * 60);
    const late = await newMember(organization, "owner");
    const handOver = async (to: Person) =>
      late.post(`${organization.path}/transfer-ownership`, { account: to.accountId });
    const refused = expectStatus(await handOver(heir), 409).body;
    expect([refused.reason, refused.detail]).toEqual([
      "no-way-in",
      expect.stringContaining("Allow another kind first"),
    ]);
    expectStatus(await handOver(await newMember(organization)), 204);
  });

  test("an heir whom another organization keeps out, which is not named", async () => {
    await found();
    const heir = await newMember(organization);
    const other = await createOrganization(await personFrom(server, desk), { name: "Harbour" });
    await addMember(other, heir);
    const secondFactor = { required: "two-factor", graceDays: 0 } as const;
    await setPolicies(server, other, { secondFactor, allowedKinds: ["password", "phone"] });
    const handOver = owner.post(`${organization.path}/transfer-ownership`, { account: heir.accountId });
    const refused = expectStatus(await handOver, 409).body;
    expect(refused.reason).toBe("no-way-in");
    expect(JSON.stringify(refused)).not.toContain("Harbour");
  });

  test("an heir who can set one up when asked", async () => {
    await found();
    const heir = await newMember(organization);
    await owner.bindTotp();
    await works({ secondFactor: { required: "two-factor", graceDays: 0 } });
    expect((await heir.get(organization.path)).body.reason).toBe("binding-required");
    expectStatus(await owner.post(`${organization.path}/transfer-ownership`, { account: heir.accountId }), 204);
  });
});
