import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("how a session ended, on %s", (dialect) => {
  const server = setServer(dialect);

  /** The same person at two devices. */
  async function twice() {
    const here = await (await new Person(server).signUp()).signIn();
    const there = Object.assign(new Person(server), { email: here.email, password: here.password });
    await there.signIn();
    return { here, there };
  }

  /** On the fast path, and through the pipeline. */
  async function toldTo(person: Person): Promise<unknown> {
    const answers = [await person.get("/v1/session"), await person.get("/v1/account")];
    for (const answer of answers) expectStatus(answer, 401);
    const [fast, piped] = answers.map(({ body }) => body.ended as unknown);
    expect(fast).toBe(piped);
    return fast;
  }

  test("by its owner at another device", async () => {
    const { here, there } = await twice();
    const { id } = expectStatus(await here.get("/v1/session"), 200).body;
    expectStatus(await there.call("DELETE", `/v1/account/sessions/${id}`), 204);
    expect(await toldTo(here)).toBe("elsewhere");
  });

  test("by a change of password", async () => {
    const { here, there } = await twice();
    const password = "another long violet phrase";
    expectStatus(
      await there.call("PUT", "/v1/account/password", { currentPassword: there.password, newPassword: password }),
      204,
    );
    expect(await toldTo(here)).toBe("password-changed");
  });

  test("by an administrator", async () => {
    const owner = await (await new Person(server).signUp()).signIn();
    const organization = await createOrganization(owner);
    const member = await newMember(organization);
    expectStatus(await owner.post(`${organization.path}/members/${member.accountId}/end-sessions`), 204);
    expect(await toldTo(member)).toBe("by-administrator");
  });

  test("by time", async () => {
    const { here } = await twice();
    server.clock.advance(400 * 24 * 60 * 60);
    expect(await toldTo(here)).toBe("expired");
  });

  test("is told to nobody who never had one", async () => {
    const stranger = new Person(server);
    expect(await toldTo(stranger)).toBeUndefined();
    stranger.cookies.set("mortise", "A".repeat(43));
    expect(await toldTo(stranger)).toBeUndefined();
    stranger.cookies.set("mortise", "A");
    expect(await toldTo(stranger)).toBeUndefined();
  });
});
