import { beforeEach, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, invitationToken } from "../support/organizations.ts";
import { expectStatus, Person, type Reply } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const settings = { MORTISE_MAX_ORGANIZATIONS: "3", MORTISE_MAX_AUTHENTICATORS: "2" };
const totp = "/v1/account/authenticators/totp";

describe.each(dialects)("how much an account may have, on %s", (dialect) => {
  const server = setServer(dialect, { settings });
  let person: Person;
  beforeEach(async () => {
    person = await (await new Person(server).signUp()).signIn();
  });

  const found = (name: string): Promise<Reply> => person.post("/v1/organizations", { name });
  const begin = async (): Promise<{ id: string; secret: string }> =>
    expectStatus(await person.post(totp), 201).body as { id: string; secret: string };
  const complete = ({ id, secret }: { id: string; secret: string }): Promise<Reply> => {
    person.secrets.push(secret);
    return person.post(`${totp}/${id}/complete`, { code: person.code(person.secrets.length - 1), name: id });
  };

  test("of organizations as many as are set, also when asked for at once; leaving makes room", async () => {
    const replies = await Promise.all(["A", "B", "C", "D", "E", "F"].map(found));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
    const refused = expectStatus(await found("G"), 409).body;
    expect([refused.reason, refused.detail]).toEqual(["too-many", expect.stringContaining("Leave one")]);
    const organizations = await server.services.database.read.selectFrom("organizations").select("id").execute();
    const held = await server.services.database.read.selectFrom("memberships").select("organizationId").execute();
    expect(held.map(({ organizationId }) => organizationId).sort()).toEqual(organizations.map(({ id }) => id).sort());
  });

  test("an invitation to one more is refused, and works once there is room", async () => {
    const admin = await (await new Person(server).signUp()).signIn();
    const place = await createOrganization(admin);
    const others = [];
    for (const _ of [1, 2, 3]) {
      const other = await createOrganization(await (await new Person(server).signUp()).signIn());
      expectStatus(await other.owner.post(`${other.path}/invitations`, { email: person.email, role: "member" }), 201);
      expectStatus(await person.post("/v1/invitations/accept", { token: await invitationToken(person) }), 200);
      others.push(other);
    }
    expectStatus(await admin.post(`${place.path}/invitations`, { email: person.email, role: "member" }), 201);
    const token = await invitationToken(person);
    expect(expectStatus(await person.post("/v1/invitations/accept", { token }), 409).body.reason).toBe("too-many");
    expectStatus(await person.call("DELETE", `${others[0]!.path}/members/${person.accountId}`), 204);
    expectStatus(await person.post("/v1/invitations/accept", { token }), 200);
  });

  test("of a kind of authenticator as many as are set, also of those begun before", async () => {
    const begun = [await begin(), await begin(), await begin()];
    expectStatus(await complete(begun[0]!), 201);
    expectStatus(await complete(begun[1]!), 201);
    expectStatus(await complete(begun[2]!), 409);
    const refused = expectStatus(await person.post(totp), 409).body;
    expect([refused.reason, refused.detail]).toEqual(["too-many", expect.stringContaining("authenticator apps")]);
    expectStatus(await person.call("DELETE", `/v1/account/authenticators/${begun[0]!.id}`), 204);
    await begin();
  });

  test("ten bindings of a kind wait; the eleventh takes the place of the oldest", async () => {
    const begun = [];
    for (let each = 0; each < 11; each++) begun.push(await begin());
    expectStatus(await complete(begun[0]!), 404);
    expectStatus(await complete(begun[1]!), 201);
    expectStatus(await complete(begun[10]!), 201);
  });
});
