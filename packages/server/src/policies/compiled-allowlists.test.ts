import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dialects } from "../../test/support/databases.ts";
import { createOrganization, type TestOrganization } from "../../test/support/organizations.ts";
import { Person } from "../../test/support/person.ts";
import { setServer } from "../../test/support/test-server.ts";
import { type AllowlistCache, createAllowlistCache } from "./compiled-allowlists.ts";
import { setPolicy } from "./stored-policies.ts";

const entry = (cidr: string) => ({ cidr, label: "" });

describe.each(dialects)("allowlists prepared once a version, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  let owner: Person;
  let organization: TestOrganization;
  let cache: AllowlistCache;
  beforeAll(async () => {
    owner = await (await new Person(server).signUp()).signIn();
  });
  beforeEach(async () => {
    organization = await createOrganization(owner);
    cache = createAllowlistCache(server.services.read, 5);
  });

  const set = (cidrs: readonly string[] | null, scope = organization.id): Promise<void> => {
    const place = { scope, organizationId: organization.id, setAt: server.clock.now(), setBy: owner.accountId };
    const value = cidrs && { enabled: true, entries: cidrs.map(entry), adminEntries: null };
    return server.services.transact(({ tx }) => setPolicy(tx, place, "ipAllowlist", value));
  };
  const find = async (scope = organization.id) => (await cache.find([scope])).get(scope);

  test("a list that did not change is not prepared again, whatever else changed", async () => {
    await set(["10.0.0.1/32"]);
    const list = await find();
    expect(list?.everyone.has("10.0.0.1")).toBe(true);
    await createOrganization(owner);
    expect(await find()).toBe(list);
  });

  test("asked by many at once, it is prepared once", async () => {
    await set(["10.0.0.1/32"]);
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => find()));
    expect(first).toBeDefined();
    for (const other of others) expect(other).toBe(first);
  });

  test("one that was changed in the same millisecond to another of the same length is another", async () => {
    await set(["10.0.0.1/32"]);
    expect((await find())?.everyone.has("10.0.0.2")).toBe(false);
    await set(["10.0.0.2/32"]);
    const list = await find();
    expect([list?.everyone.has("10.0.0.2"), list?.everyone.has("10.0.0.1")]).toEqual([true, false]);
    await set(null);
    expect(await find()).toBeUndefined();
    await set(["10.0.0.1/32"]);
    expect((await find())?.everyone.has("10.0.0.2")).toBe(false);
  });

  test("one that an older server changed, which knows of no version, is another", async () => {
    await set(["10.0.0.1/32"]);
    await find();
    const value = JSON.stringify({ enabled: true, entries: [entry("10.0.0.2/32")], adminEntries: null });
    await server.services.transact(({ tx }) =>
      tx
        .updateTable("policies")
        .set({ value, setAt: server.clock.now() + 1 })
        .where("scope", "=", organization.id)
        .execute(),
    );
    expect((await find())?.everyone.has("10.0.0.2")).toBe(true);
  });

  test("of more entries than fit, the list that was prepared first goes", async () => {
    const others = ["A", "B"];
    await set(["10.0.0.1/32", "10.0.0.2/32"]);
    for (const other of others) await set(["10.0.0.3/32"], other);
    const first = await find();
    for (const other of others) await find(other);
    expect(await find()).not.toBe(first);
    expect((await find())?.everyone.has("10.0.0.2")).toBe(true);
  });
});
