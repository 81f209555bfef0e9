import { beforeAll, describe, expect, test } from "vitest";
import { insertInvitation } from "../../src/organizations/invitations.sql.ts";
import { addWorkspace } from "../../src/policies/workspaces.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("how much an organization may have, on %s", (dialect) => {
  const server = setServer(dialect);
  let organization: TestOrganization;
  beforeAll(async () => {
    organization = await createOrganization(await (await new Person(server).signUp()).signIn());
  });

  const count = async (table: "workspaces" | "invitations"): Promise<number> => {
    const rows = await server.services.database.read
      .selectFrom(table)
      .select("id")
      .where("organizationId", "=", organization.id)
      .execute();
    return rows.length;
  };

  test("a thousand workspaces: the next one is refused with what to do, also of several at once", async () => {
    const { owner, id: organizationId, path } = organization;
    const { transact, newId, now } = server.services;
    const ids = Array.from({ length: 998 }, () => newId("wksp"));
    await transact(async ({ tx }) => {
      for (const id of ids) await addWorkspace(tx, { id, organizationId, name: `Team ${id}`, createdAt: now() });
    });
    const make = (name: string) => owner.post(`${path}/workspaces`, { name });
    const replies = await Promise.all(["A", "B", "C", "D", "E"].map(make));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
    expect(await count("workspaces")).toBe(1000);
    const refused = expectStatus(await make("F"), 409).body;
    expect([refused.reason, refused.detail]).toEqual(["too-many", expect.stringContaining("Delete one")]);
    expectStatus(await owner.call("DELETE", `${path}/workspaces/${ids[0]!}`), 204);
    expectStatus(await make("F"), 201);
  });

  test("a thousand invitations that wait: inviting again replaces, taking back and time make room", async () => {
    const { owner, id: organizationId, path } = organization;
    const { transact, newId, now, random } = server.services;
    const expiresAt = now() + 7 * day * 1000;
    const ids = Array.from({ length: 1000 }, () => newId("invt"));
    const ended = { spentAt: null, replacedAt: null, revokedAt: null };
    await transact(async ({ tx }) => {
      for (const id of ids) {
        const email = `${id}@example.com`;
        const about = { id, organizationId, email, emailKey: email, role: "member", invitedBy: owner.accountId };
        await insertInvitation(tx, { ...about, ...ended, tokenHash: random(32), createdAt: now(), expiresAt });
      }
    });
    const invite = (email: string) => owner.post(`${path}/invitations`, { email, role: "member" });
    const refused = expectStatus(await invite("one-more@example.com"), 409).body;
    expect([refused.reason, refused.detail]).toEqual(["too-many", expect.stringContaining("take some back")]);
    expect(await owner.mails("one-more@example.com")).toEqual([]);
    expectStatus(await invite(`${ids[0]!}@example.com`), 201);
    expectStatus(await owner.call("DELETE", `${path}/invitations/${ids[1]!}`), 204);
    expectStatus(await invite("one-more@example.com"), 201);
    expectStatus(await invite("two-more@example.com"), 409);
    server.clock.advance(7 * day);
    await owner.signIn();
    expectStatus(await invite("two-more@example.com"), 201);
  });
});
