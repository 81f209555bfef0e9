import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setPolicies } from "../support/policies.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("break-glass, on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_DEFAULT_PLAN: "enterprise" } });
  let owner: Person;
  let second: Person;
  let organization: TestOrganization;
  let keys: SoftwareAuthenticator[];

  const found = async (): Promise<void> => {
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner);
    second = await newMember(organization, "owner");
    keys = [0, 1].map(() => new SoftwareAuthenticator(server.services.config.publicUrl));
  };
  const name = (...people: Person[]) =>
    owner.call("PUT", `${organization.path}/break-glass`, { owners: people.map(({ accountId }) => accountId) });
  const named = async () =>
    (await owner.get(`${organization.path}/break-glass`)).body.owners.map(({ id }: { id: string }) => id);

  test("names two different owners with a passkey each, or none; anything else is refused", async () => {
    await found();
    await owner.bindPasskey(keys[0]!);
    const admin = await newMember(organization, "admin");
    const stranger = await new Person(server).signUp();
    expect(expectStatus(await name(owner, second), 403).body).toMatchObject({
      reason: "no-passkey",
      detail: expect.stringMatching(/Ask them to add a passkey/),
    });
    await second.bindPasskey(keys[1]!);
    for (const other of [admin, stranger])
      expect(expectStatus(await name(owner, other), 403).body).toMatchObject({ reason: "not-an-owner" });
    for (const wrong of [[owner], [owner, owner]]) expect(slugOf(await name(...wrong))).toBe("invalid-request");
    expect(await named()).toEqual([]);
    expect((await second.get(`${organization.path}/break-glass`)).status).toBe(200);
    expect((await admin.call("PUT", `${organization.path}/break-glass`, { owners: [] })).body.reason).toBe("role");

    const { body } = expectStatus(await name(owner, second), 200);
    const at = new Date(server.clock.now()).toISOString();
    expect(body.owners).toEqual(
      [owner, second].map(({ accountId, name: called, email }) => ({
        ...{ id: accountId, name: called, email },
        namedAt: at,
        hasPasskey: true,
      })),
    );
    expectStatus(await name(owner, second), 200);
    const third = await newMember(organization, "owner");
    await third.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    expectStatus(await name(owner, third), 200);
    expect(await named()).toEqual([owner.accountId, third.accountId]);
    expectStatus(await name(), 200);
    expect(await named()).toEqual([]);
    const events = await server.services.database.read
      .selectFrom("events")
      .select("data")
      .where("organizationId", "=", organization.id)
      .where("type", "=", "break-glass.changed")
      .orderBy("id")
      .execute();
    expect(events.map(({ data }) => JSON.parse(data).owners)).toEqual([
      [owner.accountId, second.accountId],
      [owner.accountId, third.accountId],
      [],
    ]);
  });

  test("lets a named owner in by passkey only, and keeps the last passkey of whoever is named", async () => {
    await found();
    const before = await owner.elsewhere().signIn();
    const key = await owner.bindPasskey(keys[0]!);
    await second.bindPasskey(keys[1]!);
    expectStatus(await name(owner, second), 200);
    await setPolicies(server, organization, {
      ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "Office" }] },
    });
    expectStatus(await owner.get(`${organization.path}/policies`), 200);
    expect((await before.get(`${organization.path}/policies`)).body).toMatchObject({
      reason: "ip-allowlist",
      detail: expect.stringMatching(/, or in an emergency sign in with your passkey;/),
    });
    const third = await newMember(organization, "owner");
    await third.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    const theirs = (await third.get(`${organization.path}/policies`)).body;
    expect([theirs.reason, /passkey/.test(theirs.detail)]).toEqual(["ip-allowlist", false]);

    const authenticators = "/v1/account/authenticators";
    const kept = expectStatus(await owner.call("DELETE", `${authenticators}/${key.authenticator.id}`), 409).body;
    expect(kept).toMatchObject({
      reason: `break-glass of ${organization.name}`,
      detail: expect.stringMatching(/Add another passkey first/),
      policy: { name: "breakGlass", organization: { id: organization.id, name: organization.name }, workspace: null },
    });
    expect(Object.keys(kept.policy.organization).sort()).toEqual(["id", "name"]);
    expect((await owner.call("DELETE", authenticators)).status).toBe(409);
    await owner.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl), "Spare");
    expectStatus(await owner.call("DELETE", `${authenticators}/${key.authenticator.id}`), 204);
  });

  test.each(["steps down", "asks for the account's deletion"])(
    "one of two %s: the other passes on alone, and every owner is told so",
    async (what) => {
      await found();
      await owner.bindPasskey(keys[0]!);
      await second.bindPasskey(keys[1]!);
      const third = await newMember(organization, "owner");
      expectStatus(await name(owner, second), 200);
      await setPolicies(server, organization, {
        ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "Office" }] },
      });
      const self = `${organization.path}/members/${second.accountId}`;
      if (what === "steps down") expectStatus(await second.call("PATCH", self, { role: "member" }), 200);
      else expectStatus(await second.call("DELETE", "/v1/account"), 202);
      expect(await named()).toEqual([owner.accountId]);
      expectStatus(await owner.get(`${organization.path}/policies`), 200);
      for (const each of [owner, third]) {
        const subject = `Only one owner of ${organization.name} is left for break-glass`;
        const mail = (await each.mails()).find((one) => one.subject === subject);
        expect(mail?.text).toContain("Name two owners again");
      }
      const event = await server.services.database.read
        .selectFrom("events")
        .select(["accountId", "actorKind", "actorId", "data"])
        .where("organizationId", "=", organization.id)
        .where("type", "=", "break-glass.changed")
        .orderBy("id", "desc")
        .executeTakeFirst();
      expect(event).toEqual({
        ...{ accountId: second.accountId, actorKind: "account", actorId: second.accountId },
        data: JSON.stringify({ owners: [owner.accountId] }),
      });
    },
  );

  test("a deletion that another organization refuses takes nobody's name off", async () => {
    await found();
    await owner.bindPasskey(keys[0]!);
    await second.bindPasskey(keys[1]!);
    expectStatus(await name(owner, second), 200);
    const alone = await createOrganization(second);
    await newMember(alone);
    expect((await second.call("DELETE", "/v1/account")).body.reason).toBe("last-owner");
    const other = await createOrganization(second);
    await newMember(other, "owner");
    await setPolicies(server, other, {
      ipAllowlist: { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "Office" }] },
    });
    await newMember(alone, "owner");
    expect((await second.call("DELETE", "/v1/account")).body.reason).toBe("owners-addresses");
    expect(await named()).toEqual([owner.accountId, second.accountId]);
  });

  test("of fifty who name at once, two are named in the end", async () => {
    await found();
    for (const [at, each] of [owner, second].entries()) await each.bindPasskey(keys[at]!);
    const third = await newMember(organization, "owner");
    await third.bindPasskey(new SoftwareAuthenticator(server.services.config.publicUrl));
    const pairs = [
      [owner, second],
      [second, third],
      [owner, third],
    ] as const;
    const replies = await Promise.all(Array.from({ length: 50 }, (_, at) => name(...pairs[at % 3]!)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await named()).toHaveLength(2);
  });
});
