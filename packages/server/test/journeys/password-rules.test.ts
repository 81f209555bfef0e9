import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { createOrganization, invitationToken } from "../support/organizations.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

describe.each(dialects)("what a new password is held against, on %s", (dialect) => {
  const server = setServer(dialect);
  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const unmetOf = async (who: Person, password: string): Promise<string[]> =>
    expectStatus(await who.post("/v1/password-policy/check", { password }), 200).body.unmet;

  test("common ones, the product and the host are refused at every door, and change nothing", async () => {
    const maya = await signedIn();
    const stranger = new Person(server);
    for (const password of [
      "Password1!",
      "Summer2026!",
      "Mortise-Mortise1!",
      "localhost-2026",
      "ｐａｓｓｗｏｒｄ１２３",
    ]) {
      const { email, name } = stranger;
      const change = { currentPassword: maya.password, newPassword: password };
      await maya.post("/v1/password-resets", { email: maya.email });
      const token = await maya.mailedToken();
      for (const reply of [
        await stranger.post("/v1/sign-up", { email, name, password }),
        await maya.call("PUT", "/v1/account/password", change),
        await maya.post("/v1/password-resets/complete", { token, password }),
      ])
        expect([password, slugOf(reply), reply.body.unmet]).toEqual([password, "password-unacceptable", ["common"]]);
      server.clock.advance(3600);
    }
    await maya.elsewhere().signIn();
  });

  test("the names of one's organizations are words of the place for their people, and for nobody else", async () => {
    const maya = await signedIn();
    expectStatus(await maya.post("/v1/organizations", { name: "Quibbleforth Labs" }), 201);
    expect(await unmetOf(maya, "quibbleforth2026!")).toEqual(["common"]);
    expect(await unmetOf(new Person(server), "quibbleforth2026!")).toEqual([]);
  });

  test("whoever is invited hears so before they belong to it; without the invitation, or with another's, nobody does", async () => {
    const organization = await createOrganization(await signedIn(), { name: "Wobblethwaite Mills" });
    const password = "wobblethwaite2026!";
    const dana = new Person(server);
    const { email, name } = dana;
    expectStatus(await organization.owner.post(`${organization.path}/invitations`, { email, role: "member" }), 201);
    const invitation = await invitationToken(dana);
    const refused = await dana.post("/v1/sign-up", { email, name, password, invitation });
    expect([slugOf(refused), refused.body.unmet]).toEqual(["password-unacceptable", ["common"]]);
    const check = (body: object) => new Person(server).post("/v1/password-policy/check", { password, ...body });
    expect((await check({ invitation })).body.unmet).toEqual(["common"]);
    expect((await check({ invitation: `${invitation.slice(0, -1)}_` })).body.unmet).toEqual([]);
    const other = new Person(server);
    const theirs = { email: other.email, name, password, invitation };
    expectStatus(await other.post("/v1/sign-up", theirs), 202);
    expectStatus(await dana.post("/v1/sign-up", { email, name, password }), 202);
  });

  test("a password chosen behind the link of a sign-up is held against the same", async () => {
    const dana = new Person(server);
    expectStatus(await dana.post("/v1/sign-up", { email: dana.email, name: "Wrenholt Dana" }), 202);
    const token = await dana.mailedToken();
    for (const password of ["Password1!", "Mortise-Mortise1!", "wrenholtwrenholt"]) {
      const reply = await dana.post("/v1/email-verifications", { token, password });
      expect([password, slugOf(reply), reply.body.unmet[0]]).toEqual([password, "password-unacceptable", "common"]);
    }
    expectStatus(await dana.post("/v1/email-verifications", { token, password: dana.password }), 200);
  });

  test("a phrase in any script is taken, and opens the account", async () => {
    const maya = new Person(server);
    maya.password = "мой длинный пароль вечером";
    await maya.signUp();
    await maya.signIn();
  });

  test("compatible spellings of a password are one, and one kept by the older form still opens the account", async () => {
    const maya = await new Person(server).signUp();
    const wide = "ｃｈｉｓｅｌ ﬁve oaks";
    const rows = () =>
      server.services.database.read.selectFrom("passwords").select("hash").where("accountId", "=", maya.accountId);
    const older = await hash(wide.normalize("NFC"), { memoryCost: 64, timeCost: 1, parallelism: 1 });
    await server.services.transact(({ tx }) =>
      tx.updateTable("passwords").set({ hash: older }).where("accountId", "=", maya.accountId).execute(),
    );
    maya.password = wide;
    await maya.signIn();
    expect((await rows().executeTakeFirstOrThrow()).hash).not.toBe(older);
    maya.password = "chisel five oaks";
    await maya.elsewhere().signIn();
    maya.password = wide;
    await maya.elsewhere().signIn();
  });

  test("the preset `mixed` asks for what the default asked for", async () => {
    const mixed = await startServer(dialect, { settings: { MORTISE_PASSWORD_PRESET: "mixed" } });
    try {
      const someone = new Person(mixed);
      expect(await unmetOf(someone, "correct horse 9")).toEqual(["uppercase"]);
      expect(await unmetOf(someone, "Correct-Horse9")).toEqual([]);
      expect(await unmetOf(someone, "Password1!")).toEqual(["common"]);
    } finally {
      await mixed.close();
    }
  });
});
