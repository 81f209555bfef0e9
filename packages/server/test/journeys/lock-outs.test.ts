import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeMembership } from "../../src/policies/memberships.ts";
import { dialects } from "../support/databases.ts";
import { addWorkspaceWith, createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { behindProxy, desk, home, office, personFrom } from "../support/networks.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const list = (...entries: (typeof office)[]) => ({ enabled: true, entries });
const twoFactor = { required: "two-factor", graceDays: 14 } as const;
const strong = { required: "phishing-resistant", graceDays: 14 } as const;

describe.each(dialects)("ways to saw off the branch, on %s", (dialect) => {
  let server: TestServer;
  let owner: Person;
  let organization: TestOrganization;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: behindProxy });
  });
  afterAll(() => server.close());

  /** A new organization whose owner works in the office. */
  const found = async (): Promise<void> => {
    owner = await personFrom(server, desk);
    organization = await createOrganization(owner);
  };
  const device = (): SoftwareAuthenticator => new SoftwareAuthenticator(server.services.config.publicUrl);
  const put = async (policies: object, { by = owner, workspace = "" } = {}) => {
    const path = workspace ? `${organization.path}/workspaces/${workspace}/policies` : `${organization.path}/policies`;
    return by.call("PUT", path, policies);
  };
  const changed = async (): Promise<number> => {
    const events = await server.services.database.read
      .selectFrom("events")
      .select("id")
      .where("organizationId", "=", organization.id)
      .where("type", "in", ["policies.changed", "break-glass.changed"])
      .execute();
    return events.length;
  };
  /** Refused, by the preview too; it says what to do instead, and nothing changed. */
  const isRefused = async (
    policies: object,
    expected: { reason: string; detail: RegExp },
    how: { by?: Person; workspace?: string } = {},
  ): Promise<void> => {
    const { by = owner, workspace } = how;
    const path = workspace ? `${organization.path}/workspaces/${workspace}/policies` : `${organization.path}/policies`;
    const before = [(await by.get(path)).body, await changed()];
    const refused = expectStatus(await put(policies, how), 403).body;
    expect({ reason: refused.reason, detail: refused.detail }).toEqual({
      reason: expected.reason,
      detail: expect.stringMatching(expected.detail),
    });
    const preview = expectStatus(await by.post(`${path}/preview`, policies), 200).body;
    expect(preview.refused).toEqual({ reason: refused.reason, detail: refused.detail });
    expect([(await by.get(path)).body, await changed()]).toEqual(before);
  };
  const works = async (policies: object, how: { by?: Person; workspace?: string } = {}): Promise<void> => {
    const before = await changed();
    const { body } = expectStatus(await put(policies, how), 200);
    expect(body).toMatchObject(policies);
    expect(await changed()).toBe(before + 1);
    expectStatus(await (how.by ?? owner).get(`${organization.path}/policies`), 200);
  };

  test("1: a list without one's own address", async () => {
    await found();
    await isRefused(
      { ipAllowlist: list(home) },
      { reason: "own-address", detail: /203\.0\.113\.24, is not on .*Add it/ },
    );
    await works({ ipAllowlist: list(home, office) });
  });

  test("2: a list that lets nobody in", async () => {
    await found();
    await isRefused({ ipAllowlist: list() }, { reason: "empty-allowlist", detail: /Add your own address first/ });
    await isRefused(
      { ipAllowlist: { ...list(office), adminEntries: [] } },
      { reason: "empty-allowlist", detail: /switch the list off/ },
    );
    await works({ ipAllowlist: { enabled: false, entries: [] } });
  });

  test("3: a list for admins without one's own address", async () => {
    await found();
    const wrong = { ipAllowlist: { ...list(office), adminEntries: [home] } };
    await isRefused(wrong, { reason: "own-address-admins", detail: /not on the list for owners and admins\. Add it/ });
    await works({ ipAllowlist: { ...list(home), adminEntries: [office] } });
  });

  test("4: a workspace's list without one's own address, for whoever is in that workspace", async () => {
    await found();
    const outsideOf = await addWorkspaceWith(organization, "Design");
    await works({ ipAllowlist: list(home) }, { workspace: outsideOf });
    const workspace = await addWorkspaceWith(organization, "Finance", [owner]);
    const wrong = { ipAllowlist: list(home) };
    await isRefused(wrong, { reason: "own-address", detail: /you are in that workspace\. Add it/ }, { workspace });
    await works({ ipAllowlist: list(home, office) }, { workspace });
  });

  test("5: an address that says nothing: it is the proxy's own", async () => {
    await found();
    delete owner.headers["x-forwarded-for"];
    const own = { cidr: "127.0.0.0/8", label: "Here" };
    const expected = { reason: "address-unknown", detail: /check MORTISE_TRUSTED_PROXIES first/ };
    await isRefused({ ipAllowlist: list(office, own) }, expected);
    owner.headers["x-forwarded-for"] = "203.0.113.24";
    await works({ ipAllowlist: list(office, own) });
  });

  test("6: a list that keeps every owner out, set by an admin", async () => {
    await found();
    const admin = await newMember(organization, "admin");
    admin.headers["x-forwarded-for"] = "198.51.100.7";
    const expected = { reason: "owners-addresses", detail: /Add one of theirs, or ask an owner to name two/ };
    await isRefused({ ipAllowlist: list(home) }, expected, { by: admin });
    await works({ ipAllowlist: list(home, office) }, { by: admin });
  });

  test("6b: the same works once two owners are named for break-glass", async () => {
    await found();
    const second = await newMember(organization, "owner");
    for (const each of [owner, second]) await each.bindPasskey(device());
    const admin = await newMember(organization, "admin");
    admin.headers["x-forwarded-for"] = "198.51.100.7";
    expectStatus(
      await owner.call("PUT", `${organization.path}/break-glass`, { owners: [owner.accountId, second.accountId] }),
      200,
    );
    second.headers["x-forwarded-for"] = "203.0.113.25";
    await second.get("/v1/session");
    // Their earlier sessions came from the proxy's address, which is not on the list either.
    await works({ ipAllowlist: list(home) }, { by: admin });
  });

  test("7: a second factor for everyone, without one of one's own, however long the grace", async () => {
    await found();
    await isRefused(
      { secondFactor: { required: "two-factor", graceDays: 365 } },
      { reason: "own-second-factor", detail: /Add one to your account first/ },
    );
    await owner.bindTotp();
    await works({ secondFactor: { required: "two-factor", graceDays: 365 } });
  });

  test("8: a phishing-resistant one, without a passkey of one's own", async () => {
    await found();
    await owner.bindTotp();
    await isRefused({ secondFactor: strong }, { reason: "own-passkey", detail: /Add a passkey or security key/ });
    await owner.bindPasskey(device());
    await works({ secondFactor: strong });
  });

  test("9: kinds that leave oneself without", async () => {
    await found();
    await owner.bindTotp();
    await isRefused(
      { allowedKinds: ["password", "passkey"] },
      { reason: "own-kind", detail: /Add one of an allowed kind/ },
    );
    await owner.bindPasskey(device());
    await works({ allowedKinds: ["passkey", "password"] });
  });

  test("10: kinds without a passkey where only a passkey will do", async () => {
    await found();
    await owner.bindTotp();
    await owner.bindPasskey(device());
    await isRefused(
      { secondFactor: strong, allowedKinds: ["totp"] },
      { reason: "no-passkey-allowed", detail: /Allow passkeys, or require any second factor/ },
    );
    await works({ secondFactor: twoFactor, allowedKinds: ["totp"] });
    await isRefused({ secondFactor: strong }, { reason: "no-passkey-allowed", detail: /Allow passkeys/ });
  });

  test("11: kinds of which none is left, alone or together with a workspace's", async () => {
    await found();
    await isRefused({ allowedKinds: ["password"] }, { reason: "no-kind-left", detail: /Allow one/ });
    const workspace = await addWorkspaceWith(organization, "Finance");
    await works({ allowedKinds: ["passkey"] }, { workspace });
    await isRefused({ allowedKinds: ["totp"] }, { reason: "no-kind-left", detail: /the workspace Finance allows/ });
    await works({ allowedKinds: ["passkey", "totp"] });
    await isRefused({ allowedKinds: ["phone"] }, { reason: "no-kind-left", detail: /Allow one/ }, { workspace });
  });

  test("12: kinds that leave any member without a method", async () => {
    await found();
    const member = await newMember(organization);
    await member.bindTotp();
    await newMember(organization);
    await isRefused(
      { allowedKinds: ["passkey"] },
      { reason: "members-without-kind", detail: /^1 member has .* Ask them to add another first/ },
    );
    await member.bindPasskey(device());
    await works({ allowedKinds: ["passkey"] });
  });

  test("13: from today on what no owner has", async () => {
    await found();
    const admin = await newMember(organization, "admin");
    await admin.bindTotp();
    const atOnce = { secondFactor: { required: "two-factor", graceDays: 0 } };
    const expected = { reason: "owners-second-factor", detail: /Give some days, or ask an owner/ };
    await isRefused(atOnce, expected, { by: admin });
    await works({ secondFactor: twoFactor }, { by: admin });
    await isRefused(atOnce, expected, { by: admin });
    await owner.bindTotp();
    await works(atOnce, { by: admin });
  });

  test("14: no break-glass any more, where it is all that lets an owner in", async () => {
    await found();
    const second = await newMember(organization, "owner");
    const keys = [device(), device()];
    await owner.bindPasskey(keys[0]!);
    await second.bindPasskey(keys[1]!);
    const path = `${organization.path}/break-glass`;
    expectStatus(await owner.call("PUT", path, { owners: [owner.accountId, second.accountId] }), 200);
    await setPolicies(server, organization, { ipAllowlist: list(home) });
    const refused = expectStatus(await owner.call("PUT", path, { owners: [] }), 403).body;
    expect(refused).toMatchObject({
      reason: "owners-addresses",
      detail: expect.stringMatching(/Add an owner's address/),
    });
    expect((await owner.get(path)).body.owners).toHaveLength(2);
    await works({ ipAllowlist: list(home, office) });
    expectStatus(await owner.call("PUT", path, { owners: [] }), 200);
    expect((await owner.get(path)).body.owners).toEqual([]);
  });

  test("15: a workspace asks its own people for what the admin in it has not", async () => {
    await found();
    const workspace = await addWorkspaceWith(organization, "Finance", [owner]);
    await isRefused({ secondFactor: twoFactor }, { reason: "own-second-factor", detail: /Add one/ }, { workspace });
    const other = await addWorkspaceWith(organization, "Design");
    await works({ secondFactor: twoFactor }, { workspace: other });
  });

  test("whose role was taken meanwhile changes nothing", async () => {
    await found();
    const admin = await newMember(organization, "admin");
    const { services } = server;
    const membership = { organizationId: organization.id, accountId: admin.accountId };
    await services.transact(({ tx }) => changeMembership(tx, membership, { role: "member" }));
    expect((await put({ session: null }, { by: admin })).body).toMatchObject({ status: 403, reason: "role" });
  });

  test("whoever is put into a workspace at the moment they keep themself out of it: one of both comes first", async () => {
    await found();
    const admin = await newMember(organization, "admin");
    admin.headers["x-forwarded-for"] = "203.0.113.30";
    for (let round = 0; round < 10; round++) {
      server.clock.advance(1);
      const workspace = await addWorkspaceWith(organization, `Team ${round}`);
      const [added, kept] = await Promise.all([
        owner.call("PUT", `${organization.path}/workspaces/${workspace}/members/${admin.accountId}`, {}),
        put({ ipAllowlist: list(home) }, { by: admin, workspace }),
      ]);
      expectStatus(added, 204);
      const events = await server.services.database.read
        .selectFrom("events")
        .select("type")
        .where("type", "in", ["policies.changed", "workspace.member-added"])
        .where("data", "like", `%${workspace}%`)
        .orderBy("id")
        .execute();
      const types = events.map(({ type }) => type);
      if (kept.status === 200)
        expect(types, "the list came first").toEqual(["policies.changed", "workspace.member-added"]);
      else expect([kept.body.reason, types]).toEqual(["own-address", ["workspace.member-added"]]);
    }
  });

  test("an owner who is on the list now counts as one, wherever they came from before", async () => {
    await found();
    owner.headers["x-forwarded-for"] = "198.51.100.7";
    await works({ ipAllowlist: { enabled: true, entries: [{ cidr: "198.51.100.0/24", label: "Home" }] } });
  });
});
