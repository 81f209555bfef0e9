import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization, newMember } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("organizations on %s", (dialect) => {
  let server: TestServer;
  let operated: TestServer;
  const operatorAddress = "ops@example.com";
  beforeAll(async () => {
    server = await startServer(dialect);
    operated = await startServer(dialect, {
      settings: { MORTISE_OPERATORS: operatorAddress, MORTISE_ORGANIZATION_CREATION: "operators" },
    });
  });
  afterAll(async () => {
    await server.close();
    await operated.close();
  });

  const signedIn = async (on = server, email?: string): Promise<Person> =>
    (await new Person(on, email).signUp()).signIn();

  test("whoever makes one is its owner, with the default plan", async () => {
    const maya = await signedIn();
    const { body } = expectStatus(
      await maya.post("/v1/organizations", { name: " Larkfield Studio ", timeZone: "Europe/London" }),
      201,
    );
    expect(body).toMatchObject({
      name: "Larkfield Studio",
      plan: "free",
      role: "owner",
      status: "active",
      timeZone: "Europe/London",
    });
    const details = expectStatus(await maya.get(`/v1/organizations/${body.id}`), 200).body;
    expect(details).toMatchObject({ ...body, members: 1, allows: { name: "free", sso: false } });
    expect(details.plans.map(({ name }: { name: string }) => name)).toEqual(["free", "team", "enterprise"]);
    expect(details.permissions).toContain("transfer-ownership");
  });

  test("a list of mine, newest membership first, in pages", async () => {
    const [maya, dana] = [await signedIn(), await signedIn()];
    const made = [];
    for (let each = 0; each < 5; each++) made.push(await createOrganization(each % 2 ? dana : maya));
    for (const each of made.filter(({ owner }) => owner === dana)) await addMember(each, maya, "auditor");
    const seen: { id: string; role: string; permissions: string[] }[] = [];
    let cursor = "";
    for (let page = 0; page < 3; page++) {
      const { body } = expectStatus(await maya.get(`/v1/organizations?limit=2${cursor}`), 200);
      expect(body.items).toHaveLength(page < 2 ? 2 : 1);
      seen.push(...body.items);
      cursor = `&cursor=${body.nextCursor}`;
      expect(body.nextCursor === null).toBe(page === 2);
    }
    const ids = made.map(({ id }) => id);
    expect(seen.map(({ id }) => id)).toEqual([ids[3], ids[1], ids[4], ids[2], ids[0]]);
    expect(seen[0]).toMatchObject({
      role: "auditor",
      permissions: ["see-organization", "leave", "see-sso", "read-log", "export-log"],
    });
    expect((await signedIn().then((other) => other.get("/v1/organizations"))).body.items).toEqual([]);
  });

  test("admins rename it and change its time zone; members do not", async () => {
    const maya = await signedIn();
    const larkfield = await createOrganization(maya);
    const [admin, member] = [await newMember(larkfield, "admin"), await newMember(larkfield)];
    const renamed = expectStatus(
      await admin.call("PATCH", larkfield.path, { name: "Larkfield", timeZone: "Asia/Tokyo" }),
      200,
    );
    expect(renamed.body).toMatchObject({ name: "Larkfield", timeZone: "Asia/Tokyo", members: 3, role: "admin" });
    const refused = await member.call("PATCH", larkfield.path, { name: "Mine" });
    expect([refused.status, refused.body.reason]).toEqual([403, "role"]);
    for (const body of [{ name: "" }, { name: "<b>" }, { timeZone: "Mars/Olympus" }, { timeZone: "+02:00" }])
      expect(slugOf(await admin.call("PATCH", larkfield.path, body))).toBe("invalid-request");
    expect((await member.get(larkfield.path)).body.name).toBe("Larkfield");
  });

  test("to a stranger it is not there", async () => {
    const larkfield = await createOrganization(await signedIn());
    expect(slugOf(await (await signedIn()).get(larkfield.path))).toBe("not-found");
  });

  test("where only operators make them, others are told so", async () => {
    const maya = await signedIn(operated);
    expect((await maya.get("/v1/deployment")).body.organizationCreation).toBe("operators");
    const refused = await maya.post("/v1/organizations", { name: "Larkfield" });
    expect([refused.status, refused.body.reason]).toEqual([403, "operators-only"]);
    const operator = await signedIn(operated, operatorAddress);
    const weak = await operator.post("/v1/organizations", { name: "Larkfield" });
    expect([weak.status, weak.body.reason]).toEqual([403, "two-step-needed"]);
    await operator.bindTotp();
    await operator.stepUp();
    expectStatus(await operator.post("/v1/organizations", { name: "Larkfield" }), 201);
  });

  test("an operator sets a plan; nobody else does, owners least of all", async () => {
    const operator = new Person(operated, "ops2@example.com");
    const own = await startServer(dialect, { settings: { MORTISE_OPERATORS: operator.email } });
    try {
      const ops = await signedIn(own, operator.email);
      const larkfield = await createOrganization(await signedIn(own));
      const path = `${larkfield.path}/plan`;
      const refused = await larkfield.owner.call("PUT", path, { plan: "enterprise" });
      expect([refused.status, refused.body.reason]).toEqual([403, "not-operator"]);
      expect((await ops.call("PUT", path, { plan: "team" })).body.reason).toBe("two-step-needed");
      await ops.bindTotp();
      await ops.stepUp("change-policies");
      expectStatus(await ops.call("PUT", path, { plan: "team" }), 204);
      expect((await larkfield.owner.get(larkfield.path)).body).toMatchObject({ plan: "team", allows: { sso: true } });
      const unknown = await ops.call("PUT", path, { plan: "gold" });
      expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, "#/plan"]);
      expect(slugOf(await ops.call("PUT", "/v1/organizations/org_0/plan", { plan: "team" }))).toBe("not-found");
    } finally {
      await own.close();
    }
  });

  test("the operator's commands: create, list, show, set-plan", async () => {
    const maya = await signedIn(operated);
    const environment = { MORTISE_DATABASE_URL: operated.databaseUrl, MORTISE_ROOT_KEY: testRootKey };
    const mortise = (...args: string[]) => runCommand(["organizations", ...args], environment);
    const made = await mortise("create", "Wrenholt & Co", "--owner", maya.email, "--as", "dana");
    expect(made.err).toBe("");
    const { id } = (await maya.get("/v1/organizations")).body.items[0];
    expect(made.out).toContain(id);
    expect((await mortise("list", "--search", "wrenholt")).out).toContain(id);
    expect((await mortise("set-plan", id, "team", "--as", "dana")).out).toContain("team");
    expect((await maya.get(`/v1/organizations/${id}`)).body.plan).toBe("team");
    const shown = (await mortise("show", id)).out;
    for (const part of ["Wrenholt & Co", maya.email, "team", "1 member"]) expect(shown).toContain(part);
    expect(await mortise("set-plan", id, "gold")).toMatchObject({ code: 1 });
    expect(await mortise("set-plan", "org_0", "team")).toMatchObject({ code: 1 });
    expect(await mortise("show", "org_0")).toMatchObject({ code: 1 });
    expect(await mortise("create", "X", "--owner", "nobody@example.com")).toMatchObject({ code: 1 });
    expect(await mortise("create", "<x>", "--owner", maya.email)).toMatchObject({ code: 1 });
    const events = await operated.services.database.read
      .selectFrom("events")
      .select(["type", "actorKind", "actorId"])
      .where("organizationId", "=", id)
      .orderBy("id")
      .execute();
    expect(events).toEqual(
      ["organization.created", "member.added", "organization.plan-changed"].map((type) => ({
        type,
        actorKind: "operator",
        actorId: "dana",
      })),
    );
  });
});
