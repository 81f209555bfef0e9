import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("attacks at once on %s", (dialect) => {
  const server = setServer(dialect, { realPasswordCost: true });

  test("two accounts that confirm one address at once: one gets it, the other is refused without a fault", async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const wanted = `wanted${round}@example.com`;
      const people = await Promise.all(
        Array.from({ length: 3 }, async () => (await new Person(server).signUp()).signIn()),
      );
      const tokens: string[] = [];
      for (const person of people) {
        expectStatus(await person.call("PUT", "/v1/account/email", { email: wanted }), 202);
        tokens.push(await person.mailedToken(wanted));
      }
      server.clock.advance(61);
      const replies = await Promise.all(
        tokens.map((token) => new Person(server).post("/v1/email-verifications", { token })),
      );
      statuses.push(...replies.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  test("a change of address asked for while the password changes does not outlive it", async () => {
    let left = 0;
    for (let round = 0; round < 12; round++) {
      const maya = await (await new Person(server).signUp()).signIn();
      const thief = maya.elsewhere();
      for (const [name, value] of maya.cookies) thief.cookies.set(name, value);
      const owner = await maya.elsewhere().signIn();
      await Promise.all([
        owner.call("PUT", "/v1/account/password", { currentPassword: maya.password, newPassword: "Other-Horse-77" }),
        ...Array.from({ length: 12 }, async (_, each) => {
          await new Promise((resolve) => setTimeout(resolve, each * 9));
          return thief.call("PUT", "/v1/account/email", { email: `mallory${round}x${each}@evil.example` });
        }),
      ]);
      if ((await owner.get("/v1/account")).body.pendingEmail !== null) left++;
      server.clock.advance(61);
    }
    expect(left).toBe(0);
  });

  test("a thief's refused requests do not use up the owner's", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const owner = await maya.elsewhere().signIn();
    for (let each = 0; each < 300; each++) await maya.call("PUT", "/v1/account/password", {});
    const changed = await owner.call("PUT", "/v1/account/password", {
      currentPassword: maya.password,
      newPassword: "Other-Horse-77",
    });
    expect(changed.status).toBe(204);
  });
});
