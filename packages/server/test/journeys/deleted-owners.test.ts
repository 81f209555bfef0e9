import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, invitationToken, newMember } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("when an owner's account is deleted on %s", (dialect) => {
  const server = setServer(dialect);

  const found = async () => createOrganization(await (await new Person(server).signUp()).signIn());
  const remove = (person: Person) => person.call("DELETE", "/v1/account");

  test("not while it is the last owner of an organization with other people", async () => {
    const larkfield = await found();
    const { owner, path } = larkfield;
    const dana = await newMember(larkfield, "admin");
    const refused = await remove(owner);
    expect([refused.status, refused.body.reason]).toEqual([409, "last-owner"]);
    expect(refused.body.detail).toContain(`last owner of ${larkfield.name}`);
    expect(refused.body.detail).toContain("Hand the ownership over first");
    expectStatus(await owner.get("/v1/session"), 200);
    expectStatus(await owner.call("PATCH", `${path}/members/${dana.accountId}`, { role: "owner" }), 200);
    expectStatus(await dana.post(`${path}/members/${owner.accountId}/suspend`), 204);
    // A suspended owner is no owner to count on, and holds nobody up.
    expect((await remove(dana)).body.reason).toBe("last-owner");
    expectStatus(await remove(owner), 202);
  });

  test("an owner about to be deleted does not count: the other one stays", async () => {
    const larkfield = await found();
    const dana = await newMember(larkfield, "owner");
    expectStatus(await remove(larkfield.owner), 202);
    for (const reply of [
      await remove(dana),
      await dana.call("DELETE", `${larkfield.path}/members/${dana.accountId}`),
      await dana.call("PATCH", `${larkfield.path}/members/${dana.accountId}`, { role: "admin" }),
    ])
      expect([reply.status, reply.body.reason]).toEqual([409, "last-owner"]);
  });

  test("two owners who delete their accounts at once: exactly one may", async () => {
    for (let round = 0; round < 5; round++) {
      const larkfield = await found();
      const dana = await newMember(larkfield, "owner");
      const replies = await Promise.all([remove(larkfield.owner), remove(dana)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([202, 409]);
    }
  });

  test("an organization in which nobody is left goes with its last owner, and nobody joins it meanwhile", async () => {
    const larkfield = await found();
    const { owner, id, path } = larkfield;
    const dana = await (await new Person(server).signUp()).signIn();
    expectStatus(await owner.post(`${path}/invitations`, { email: dana.email, role: "member" }), 201);
    const token = await invitationToken(dana);
    expectStatus(await remove(owner), 202);
    expect(slugOf(await dana.post("/v1/invitations/accept", { token }))).toBe("link-invalid");
    server.clock.advance(14 * day);
    await server.maintain();
    const { read } = server.services.database;
    for (const table of ["organizations", "memberships", "invitations"] as const)
      expect(
        await read
          .selectFrom(table)
          .selectAll()
          .where(table === "organizations" ? "id" : "organizationId", "=", id)
          .execute(),
      ).toEqual([]);
    const last = await read
      .selectFrom("events")
      .selectAll()
      .where("organizationId", "=", id)
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(last).toMatchObject({ type: "organization.deleted", actorKind: "system", accountId: null });
  });

  test("called back in time, everything is as before", async () => {
    const larkfield = await found();
    expectStatus(await remove(larkfield.owner), 202);
    server.clock.advance(13 * day);
    await larkfield.owner.signIn();
    server.clock.advance(2 * day);
    await server.maintain();
    expect((await larkfield.owner.get(larkfield.path)).body.role).toBe("owner");
  });
});
