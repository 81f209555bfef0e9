import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("passwords on %s", (dialect) => {
  const server = setServer(dialect, { realPasswordCost: true });

  const signedIn = async () => (await new Person(server).signUp()).signIn();

  test("changing it signs the others out, tells the owner, and needs the current one", async () => {
    const maya = await signedIn();
    const other = await maya.elsewhere().signIn();
    const wrong = await maya.call("PUT", "/v1/account/password", {
      currentPassword: "Wrong-Horse9",
      newPassword: "Brand-new-Horse7",
    });
    expect([slugOf(wrong), wrong.body.triesLeft]).toEqual(["proof-rejected", 9]);
    expectStatus(await other.get("/v1/session"), 200);
    expectStatus(
      await maya.call("PUT", "/v1/account/password", {
        currentPassword: maya.password,
        newPassword: "Brand-new-Horse7",
      }),
      204,
    );
    expect((await other.get("/v1/session")).status).toBe(401);
    expectStatus(await maya.get("/v1/session"), 200);
    expect((await maya.mail()).subject).toBe("Your password was changed");
    const id = await other.startSignIn();
    expect(slugOf(await other.prove(id, { kind: "password", password: maya.password }))).toBe("proof-rejected");
    other.password = "Brand-new-Horse7";
    await other.signIn();
  });

  test("a forgotten one is replaced by a mailed link: once, within 24 hours, all sessions out", async () => {
    const maya = await signedIn();
    expect((await maya.post("/v1/password-resets", { email: maya.email })).status).toBe(202);
    const token = await maya.mailedToken();
    const bad = await maya.post("/v1/password-resets/complete", { token, password: "zqxwv" });
    expect([slugOf(bad), bad.body.unmet]).toEqual(["password-unacceptable", ["length", "common"]]);
    expectStatus(await maya.post("/v1/password-resets/complete", { token, password: "Brand-new-Horse7" }), 204);
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect(slugOf(await maya.post("/v1/password-resets/complete", { token, password: "Other-new-Horse6" }))).toBe(
      "link-invalid",
    );
    expect((await maya.mail()).subject).toBe("Your password was reset");
    maya.password = "Brand-new-Horse7";
    await maya.signIn();
  });

  test("a reset link dies after 24 hours, and when a newer one is mailed", async () => {
    const maya = await signedIn();
    await maya.post("/v1/password-resets", { email: maya.email });
    const first = await maya.mailedToken();
    server.clock.advance(1);
    await maya.post("/v1/password-resets", { email: maya.email });
    const second = await maya.mailedToken();
    expect(second).not.toBe(first);
    expect(
      slugOf(await maya.post("/v1/password-resets/complete", { token: first, password: "Brand-new-Horse7" })),
    ).toBe("link-invalid");
    server.clock.advance(day);
    expect(
      slugOf(await maya.post("/v1/password-resets/complete", { token: second, password: "Brand-new-Horse7" })),
    ).toBe("link-invalid");
    await maya.signIn();
  });

  test("a reset opens no session and does not skip the second step", async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    await maya.post("/v1/password-resets", { email: maya.email });
    const done = await maya.post("/v1/password-resets/complete", {
      token: await maya.mailedToken(),
      password: "Brand-new-Horse7",
    });
    expect(done.headers.getSetCookie()).toEqual([]);
    maya.cookies.clear();
    const id = await maya.startSignIn();
    const halfway = await maya.prove(id, { kind: "password", password: "Brand-new-Horse7" });
    expect(halfway.body).toMatchObject({ status: "open" });
    expect(halfway.body.session).toBeUndefined();
    expect((await maya.prove(id, { kind: "totp", code: maya.freshCode() })).body.status).toBe("complete");
  });

  test("a half-finished sign-in with the old password opens nothing after a change", async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    const thief = maya.elsewhere();
    const id = await thief.startSignIn();
    await thief.prove(id, { kind: "password", password: maya.password });
    await maya.call("PUT", "/v1/account/password", { currentPassword: maya.password, newPassword: "Brand-new-Horse7" });
    const done = await thief.prove(id, { kind: "totp", code: thief.freshCode() });
    expect(done.body.status).toBe("open");
    expect(done.body.session).toBeUndefined();
    expect((await thief.get("/v1/session")).status).toBe(401);
  });

  test("a change of address or a reset link that somebody else set going dies with the password they knew", async () => {
    for (const how of ["change", "reset"]) {
      const maya = await signedIn();
      const thief = await maya.elsewhere().signIn();
      const evil = `evil.${maya.email}`;
      expectStatus(await thief.call("PUT", "/v1/account/email", { email: evil }), 202);
      const changeToken = await maya.mailedToken(evil);
      await maya.post("/v1/password-resets", { email: maya.email });
      const resetToken = await maya.mailedToken();
      if (how === "change")
        expectStatus(
          await maya.call("PUT", "/v1/account/password", {
            currentPassword: maya.password,
            newPassword: "Brand-new-Horse7",
          }),
          204,
        );
      else {
        server.clock.advance(1);
        await maya.post("/v1/password-resets", { email: maya.email });
        expectStatus(
          await maya.post("/v1/password-resets/complete", {
            token: await maya.mailedToken(),
            password: "Brand-new-Horse7",
          }),
          204,
        );
      }
      expect(slugOf(await maya.post("/v1/email-verifications", { token: changeToken })), how).toBe("link-invalid");
      expect(
        slugOf(await maya.post("/v1/password-resets/complete", { token: resetToken, password: "Thiefs-Horse99" })),
        how,
      ).toBe("link-invalid");
    }
  });

  test("a hash is made with the parameters of a deployment; one made with weaker ones is renewed at the next sign-in", async () => {
    const maya = await new Person(server).signUp();
    const storedHash = async () => {
      const { read } = server.services.database;
      const row = read.selectFrom("passwords").select("hash").where("accountId", "=", maya.accountId);
      return (await row.executeTakeFirstOrThrow()).hash;
    };
    const real = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
    expect(await storedHash()).toMatch(real);
    const { hash } = await import("@node-rs/argon2");
    const weak = await hash(maya.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await server.services.transact(async ({ tx }) => {
      await tx.updateTable("passwords").set({ hash: weak }).where("accountId", "=", maya.accountId).execute();
    });
    await maya.signIn();
    expect(await storedHash()).toMatch(real);
    await maya.signIn();
  });

  test("the rules: what is asked for is what is refused", async () => {
    const policy = (await new Person(server).get("/v1/password-policy")).body;
    expect(policy).toEqual({
      preset: "default",
      minLength: 8,
      maxLength: 256,
      requires: [],
      refuses: ["common", "contains-identity"],
    });
    const unmet = async (password: string) =>
      (
        await new Person(server).post("/v1/password-policy/check", {
          password,
          email: "maya.wrenholt@example.com",
          name: "Maya Wrenholt",
        })
      ).body.unmet;
    expect(await unmet("Ab1!")).toEqual(["length", "common"]);
    expect(await unmet("correct horse 9")).toEqual([]);
    expect(await unmet("P@ssw0rd")).toEqual(["common"]);
    expect(await unmet("Password1!")).toEqual(["common"]);
    expect(await unmet("My-Wrenholt-99")).toContain("contains-identity");
    expect(await unmet("Ünïcödé 9 pass")).toEqual([]);
    const long = "walnut tenon chisel ".repeat(13);
    expect(await unmet(long.slice(0, 256))).toEqual([]);
    expect(await unmet(long.slice(0, 257))).toEqual(["length"]);
  });

  test("the two Unicode spellings of a password are one; nothing is trimmed or cut", async () => {
    const maya = new Person(server);
    maya.password = ` Am\u00e9lie 9! ${"x".repeat(100)}`;
    await maya.signUp();
    maya.password = maya.password.normalize("NFD");
    await maya.signIn();
    for (const other of [maya.password.trim(), maya.password.slice(0, 72)]) {
      const id = await maya.startSignIn();
      expect(slugOf(await maya.prove(id, { kind: "password", password: other }))).toBe("proof-rejected");
    }
  });

  test("the preset `nist` asks for 15 characters and no classes", async () => {
    const nist = await startServer(dialect, { settings: { MORTISE_PASSWORD_PRESET: "nist" } });
    try {
      const maya = new Person(nist);
      expect((await maya.post("/v1/password-policy/check", { password: "correct horse b" })).body.unmet).toEqual([]);
      expect((await maya.post("/v1/password-policy/check", { password: "Correct-Horse9" })).body.unmet).toEqual([
        "length",
      ]);
    } finally {
      await nist.close();
    }
  });

  test("beyond the queue's bound hashing is refused with 429, and nothing is lost", async () => {
    const small = await startServer(dialect, { settings: { MORTISE_HASH_QUEUE: "1" }, realPasswordCost: true });
    try {
      const people = Array.from({ length: 12 }, () => new Person(small));
      const replies = await Promise.all(
        people.map((person) =>
          person.post("/v1/sign-up", { email: person.email, password: person.password, name: person.name }),
        ),
      );
      const statuses = replies.map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([202, 429]));
      const refused = replies.find(({ status }) => status === 429)!;
      expect(slugOf(refused)).toBe("rate-limited");
      // When those before will be done, as the header and the document say alike.
      const seconds = (Date.parse(String(refused.body.retryAt)) - small.clock.now()) / 1000;
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(60);
      expect(Number(refused.headers.get("retry-after"))).toBe(Math.max(1, Math.ceil(seconds)));
      await new Person(small).signUp();
    } finally {
      await small.close();
    }
  });
});
