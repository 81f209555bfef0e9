import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { behindProxy, desk, home, personFrom } from "../support/networks.ts";
import { addWorkspaceWith, createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, type Person } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const onlyHome = { enabled: true, entries: [home] };

describe.each(dialects)("the night when all are locked out, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: behindProxy });
  });
  afterAll(() => server.close());

  const mortise = (...args: string[]) =>
    runCommand(["organizations", ...args], {
      MORTISE_DATABASE_URL: server.databaseUrl,
      MORTISE_ROOT_KEY: testRootKey,
    });
  const found = async (): Promise<void> => {
    owner = await personFrom(server, desk);
    organization = await createOrganization(owner);
  };
  const changes = () =>
    server.services.database.read
      .selectFrom("events")
      .select(["accountId", "actorKind", "actorId", "ip", "data"])
      .where("organizationId", "=", organization.id)
      .where("type", "=", "policies.changed")
      .execute();

  test("the operator takes the list off: the owner is in at the next request, told by mail, and sees it in the log", async () => {
    await found();
    await setPolicies(server, organization, { ipAllowlist: onlyHome });
    expect((await owner.get(organization.path)).body.reason).toBe("ip-allowlist");
    const shown = await mortise("show", organization.id);
    expect(shown.out).toMatch(/policy {5}ipAllowlist {2}since \S+Z\n.*198\.51\.100\.0\/24/);

    const cleared = await mortise("clear-policy", organization.id, "ipAllowlist", "--as", "dana");
    expect([cleared.code, cleared.err]).toEqual([0, ""]);
    expectStatus(await owner.get(organization.path), 200);
    expect(expectStatus(await owner.get(`${organization.path}/policies`), 200).body.ipAllowlist).toBeNull();
    expect((await mortise("show", organization.id)).out).toContain("none are set");

    const [event, ...more] = await changes();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ accountId: null, actorKind: "operator", actorId: "dana", ip: null });
    expect(JSON.parse(event!.data)).toEqual({
      changes: [{ policy: "ipAllowlist", from: onlyHome, to: null }],
      preview: { mustBind: 0, signedOut: 0, lockedOut: 0 },
    });
    const { items } = (await owner.get(`${organization.path}/events?type=policies.changed`)).body;
    expect(items).toMatchObject([
      { actor: { kind: "operator", text: "An operator" }, text: "changed the IP allowlist", ip: null },
    ]);
    const mail = (await owner.mails()).find(
      ({ subject }) => subject === `Policies of ${organization.name} were changed`,
    );
    expect(mail?.text).toContain("An operator changed");
  });

  test("a second factor that nobody can set up, and a workspace's own policy", async () => {
    await found();
    const workspace = await addWorkspaceWith(organization, "Finance", [owner]);
    const secondFactor = { required: "phishing-resistant", graceDays: 0 } as const;
    await setPolicies(server, organization, { secondFactor });
    await setPolicies(server, organization, { ipAllowlist: onlyHome }, workspace);
    const where = `/v1/session?organization=${organization.id}&workspace=${workspace}`;
    expect((await owner.get(organization.path)).body.reason).toBe("binding-required");
    expect((await mortise("clear-policy", organization.id, "secondFactor")).code).toBe(0);
    expectStatus(await owner.get(organization.path), 200);
    expect((await owner.get(where)).body.reason).toBe("ip-allowlist");
    expect((await mortise("show", organization.id)).out).toContain(`only in the workspace Finance, ${workspace}`);
    const inWorkspace = ["clear-policy", organization.id, "ipAllowlist", "--workspace", workspace];
    expect((await mortise(...inWorkspace)).code).toBe(0);
    expectStatus(await owner.get(where), 200);
    const [first, second] = (await changes()).map(({ data }) => JSON.parse(data));
    expect([first.workspaceId, second.workspaceId]).toEqual([undefined, workspace]);
  });

  test("what is not set, not there or no policy is refused, and changes nothing", async () => {
    await found();
    const other = organization;
    const elsewhere = await addWorkspaceWith(other, "Finance");
    await found();
    await newMember(organization);
    await setPolicies(server, organization, { rememberedDevices: { maxDays: 0 } });
    const { id } = organization;
    for (const [args, error] of [
      [[id, "ipAllowlist"], /ipAllowlist is not set there/],
      [[id, "alowlist"], /There is no policy alowlist\. There are secondFactor, /],
      [["org_0", "ipAllowlist"], /There is no organization org_0/],
      [[id, "rememberedDevices", "--workspace", elsewhere], /There is no workspace /],
    ] as const) {
      const refused = await mortise("clear-policy", ...args);
      expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(error)]);
    }
    expect(await changes()).toEqual([]);
    expect((await owner.get(`${organization.path}/policies`)).body.rememberedDevices).toEqual({ maxDays: 0 });
  });
});
