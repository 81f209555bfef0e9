import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { addMember, createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("workspaces on %s", (dialect) => {
  const server = setServer(dialect);

  const found = async (): Promise<TestOrganization> =>
    createOrganization(await (await new Person(server).signUp()).signIn());
  const make = async ({ owner, path }: TestOrganization, name: string): Promise<string> =>
    expectStatus(await owner.post(`${path}/workspaces`, { name }), 201).body.id;
  const names = async ({ path }: TestOrganization, person: Person, query = ""): Promise<string[]> =>
    (await person.get(`${path}/workspaces${query}`)).body.items.map(({ name }: { name: string }) => name);

  test("made, listed, renamed, filled, emptied, deleted", async () => {
    const larkfield = await found();
    const { owner, path } = larkfield;
    const [admin, member] = [await newMember(larkfield, "admin"), await newMember(larkfield)];
    const finance = await make(larkfield, "Finance");
    const design = expectStatus(await admin.post(`${path}/workspaces`, { name: " Design " }), 201).body.id;
    expect([await names(larkfield, admin), await names(larkfield, member)]).toEqual([["Design", "Finance"], []]);
    const put = (ws: string, person: Person) => `${path}/workspaces/${ws}/members/${person.accountId}`;
    for (let each = 0; each < 2; each++) expectStatus(await admin.call("PUT", put(finance, member), {}), 204);
    expectStatus(await admin.call("PUT", put(finance, owner), {}), 204);
    expect((await member.get(`${path}/workspaces`)).body.items).toMatchObject([
      { id: finance, name: "Finance", members: 2 },
    ]);
    const people = (await owner.get(`${path}/workspaces/${finance}/members`)).body;
    expect(people.items).toMatchObject([
      { id: member.accountId, name: member.name, email: member.email },
      { id: owner.accountId },
    ]);
    const page = (await owner.get(`${path}/workspaces/${finance}/members?limit=1`)).body;
    expect(page.nextCursor).toBe(member.accountId);
    expect(
      (await owner.get(`${path}/workspaces/${finance}/members?cursor=${page.nextCursor}`)).body.items,
    ).toHaveLength(1);
    const renamed = await owner.call("PATCH", `${path}/workspaces/${finance}`, { name: "Accounting" });
    expect(renamed.body).toMatchObject({ id: finance, name: "Accounting", members: 2 });
    expectStatus(await owner.call("DELETE", put(finance, member)), 204);
    expect(slugOf(await owner.call("DELETE", put(finance, member)))).toBe("not-found");
    expect(await names(larkfield, member)).toEqual([]);
    expectStatus(await owner.call("DELETE", `${path}/workspaces/${finance}`), 204);
    expect(slugOf(await owner.call("DELETE", `${path}/workspaces/${finance}`))).toBe("not-found");
    expect(await names(larkfield, owner)).toEqual(["Design"]);
    expect(slugOf(await owner.get(`${path}/workspaces/${design}/members?limit=0`))).toBe("invalid-request");
    expectStatus(await owner.get(path), 200);
  });

  test("the list tells a workspace's own session limits to whoever may see policies", async () => {
    const larkfield = await createOrganization(await (await new Person(server).signUp()).signIn(), {
      plan: "enterprise",
    });
    const { owner, path } = larkfield;
    const [finance] = [await make(larkfield, "Finance"), await make(larkfield, "Design")];
    const member = await newMember(larkfield);
    expectStatus(await owner.call("PUT", `${path}/workspaces/${finance}/members/${member.accountId}`, {}), 204);
    const session = { idleSeconds: 900, absoluteSeconds: 3600 };
    expectStatus(await owner.call("PUT", `${path}/workspaces/${finance}/policies`, { session }), 200);
    const limits = async (person: Person) =>
      (await person.get(`${path}/workspaces`)).body.items.map((each: { session: unknown }) => each.session);
    expect(await limits(owner)).toEqual([null, session]);
    expect(await limits(member)).toEqual([null]);
    const renamed = await owner.call("PATCH", `${path}/workspaces/${finance}`, { name: "Accounts" });
    expect(renamed.body.session).toEqual(session);
  });

  test("names are unique within an organization, also when two ask at once", async () => {
    const [larkfield, other] = [await found(), await found()];
    const { owner, path } = larkfield;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => owner.post(`${path}/workspaces`, { name: "Finance" })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter((reply) => slugOf(reply) === "conflict")).toHaveLength(9);
    await make(other, "Finance");
    const design = await make(larkfield, "Design");
    const taken = await owner.call("PATCH", `${path}/workspaces/${design}`, { name: "Finance" });
    expect([taken.status, taken.body.detail]).toEqual([409, expect.stringContaining("another name")]);
    expectStatus(await owner.call("PATCH", `${path}/workspaces/${design}`, { name: "Design" }), 200);
  });

  test("only members of the organization come in, and only its own workspaces are there", async () => {
    const [larkfield, other] = [await found(), await found()];
    const [finance, theirs] = [await make(larkfield, "Finance"), await make(other, "Theirs")];
    const stranger = await newMember(other);
    const put = ({ path }: TestOrganization, ws: string) => `${path}/workspaces/${ws}/members/${stranger.accountId}`;
    expect(slugOf(await larkfield.owner.call("PUT", put(larkfield, finance), {}))).toBe("not-found");
    expect(slugOf(await larkfield.owner.call("PUT", put(larkfield, theirs), {}))).toBe("not-found");
    await addMember(larkfield, stranger);
    expect(slugOf(await larkfield.owner.call("PUT", put(larkfield, theirs), {}))).toBe("not-found");
    expectStatus(await larkfield.owner.call("PUT", put(larkfield, finance), {}), 204);
  });

  test("members and auditors see those they are in, and change none", async () => {
    const larkfield = await found();
    const finance = await make(larkfield, "Finance");
    const paths: [string, string, unknown][] = [
      ["POST", "", { name: "X" }],
      ["PATCH", `/${finance}`, { name: "X" }],
      ["DELETE", `/${finance}`, undefined],
      ["GET", `/${finance}/members`, undefined],
      ["PUT", `/${finance}/members/${larkfield.owner.accountId}`, {}],
      ["DELETE", `/${finance}/members/${larkfield.owner.accountId}`, undefined],
    ];
    for (const role of ["member", "auditor"] as const) {
      const person = await newMember(larkfield, role);
      for (const [method, path, body] of paths)
        expect((await person.call(method, `${larkfield.path}/workspaces${path}`, body)).body.reason).toBe("role");
    }
  });
});
