import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

const minute = 60;

describe.each(dialects)("wrong tries on %s", (dialect) => {
  const server = setServer(dialect);

  const wrong = { kind: "password", password: "Wrong-Horse9" };

  async function failTimes(person: Person, times: number): Promise<void> {
    for (let done = 0; done < times; done += 5) {
      const id = await person.startSignIn();
      for (let each = 0; each < Math.min(5, times - done); each++)
        expect(slugOf(await person.prove(id, wrong))).toBe("proof-rejected");
    }
  }

  test("an attempt has five; the sixth, even a right one, is not judged", async () => {
    const maya = await new Person(server).signUp();
    const id = await maya.startSignIn();
    const left = [];
    for (let each = 0; each < 5; each++) left.push((await maya.prove(id, wrong)).body.triesLeft);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await maya.get(`/v1/attempts/${id}`)).body.status).toBe("failed");
    expect(slugOf(await maya.prove(id, { kind: "password", password: maya.password }))).toBe("attempt-closed");
    await maya.signIn();
  });

  test("ten in 15 minutes lock the kind for 15, then 30, then 60 minutes, and no longer", async () => {
    const maya = await new Person(server).signUp();
    for (const wait of [15, 30, 60, 60]) {
      await failTimes(maya, 10);
      const id = await maya.startSignIn();
      const locked = await maya.prove(id, { kind: "password", password: maya.password });
      expect([locked.status, slugOf(locked)]).toEqual([429, "too-many-attempts"]);
      expect(Date.parse(locked.body.retryAt)).toBe(server.clock.now() + wait * minute * 1000);
      expect(locked.headers.get("retry-after")).toBe(String(wait * minute));
      expect((await maya.get(`/v1/attempts/${id}`)).body.triesLeft).toBe(5);
      server.clock.advance(wait * minute - 1);
      expect(slugOf(await maya.prove(await maya.startSignIn(), wrong))).toBe("too-many-attempts");
      server.clock.advance(1);
    }
    await maya.signIn();
    await failTimes(maya, 10);
    expect(Date.parse((await maya.prove(await maya.startSignIn(), wrong)).body.retryAt)).toBe(
      server.clock.now() + 15 * minute * 1000,
    );
  });

  test("fewer than ten in 15 minutes lock nothing, and a right one starts anew", async () => {
    const maya = await new Person(server).signUp();
    await failTimes(maya, 9);
    server.clock.advance(15 * minute);
    await failTimes(maya, 9);
    await maya.signIn();
    await failTimes(maya.elsewhere(), 9);
    await maya.elsewhere().signIn();
  });

  test("a lock tells nothing: an address nobody has is locked alike", async () => {
    const nobody = new Person(server);
    await failTimes(nobody, 10);
    const locked = await nobody.prove(await nobody.startSignIn(), wrong);
    expect([locked.status, slugOf(locked)]).toEqual([429, "too-many-attempts"]);
  });

  test("a stranger cannot lock the owner out of a device that has signed in before", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await failTimes(new Person(server, maya.email), 10);
    expect(
      slugOf(await maya.elsewhere().prove(await maya.startSignIn(), { kind: "password", password: maya.password })),
    ).toBe("too-many-attempts");
    await maya.signIn();
  });

  test("a device cookie is worth nothing for another account, or with another signature", async () => {
    const eve = await (await new Person(server).signUp()).signIn();
    const maya = await new Person(server).signUp();
    await failTimes(new Person(server, maya.email), 10);
    eve.cookies.delete("mortise");
    const id = (await eve.post("/v1/attempts", { purpose: "sign-in", email: maya.email })).body.id;
    expect(slugOf(await eve.prove(id, wrong))).toBe("too-many-attempts");
    const [device, signature] = eve.cookies.get("mortise-device")!.split(".");
    eve.cookies.set("mortise-device", `${device!.slice(0, -1)}0.${signature!}`);
    expect(slugOf(await eve.prove(id, wrong))).toBe("too-many-attempts");
  });

  test("a locked password leaves the codes usable, and locked codes the password", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const other = new Person(server, maya.email);
    const id = await other.startSignIn();
    await other.prove(id, { kind: "password", password: maya.password });
    await failTimes(new Person(server, maya.email), 10);
    expect((await other.prove(id, { kind: "totp", code: maya.freshCode() })).body.status).toBe("complete");
  });

  test("an attempt is over after ten minutes", async () => {
    const maya = await new Person(server).signUp();
    const id = await maya.startSignIn();
    server.clock.advance(10 * minute);
    expect(slugOf(await maya.prove(id, { kind: "password", password: maya.password }))).toBe("attempt-closed");
    expect((await maya.get(`/v1/attempts/${id}`)).body.status).toBe("expired");
  });

  test("guessing the current password in a stolen session is bounded too", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    for (let each = 0; each < 10; each++)
      expect(
        slugOf(
          await maya.call("PUT", "/v1/account/password", {
            currentPassword: "Wrong-Horse9",
            newPassword: "Brand-new-Horse7",
          }),
        ),
      ).toBe("proof-rejected");
    expect(
      slugOf(
        await maya.call("PUT", "/v1/account/password", {
          currentPassword: maya.password,
          newPassword: "Brand-new-Horse7",
        }),
      ),
    ).toBe("too-many-attempts");
    const told = (await maya.get("/v1/account/events?type=password.change-rejected")).body.items;
    expect(told, "each is an event").toHaveLength(10);
  });

  test("requests of one address are throttled, apart from the accounts", async () => {
    const proxied = await startServer(dialect, { settings: { MORTISE_TRUSTED_PROXIES: "127.0.0.0/8" } });
    try {
      const from = (ip: string) => Object.assign(new Person(proxied), { headers: { "x-forwarded-for": ip } });
      const storm = from("203.0.113.9");
      for (let each = 0; each < 60; each++)
        expectStatus(await storm.post("/v1/email-verifications/resend", { email: storm.email }), 202);
      const refused = await storm.post("/v1/email-verifications/resend", { email: storm.email });
      expect([slugOf(refused), refused.headers.get("retry-after")]).toEqual(["rate-limited", "3600"]);
      expectStatus(await from("203.0.113.10").post("/v1/email-verifications/resend", { email: storm.email }), 202);
      proxied.clock.advance(3600);
      expectStatus(await storm.post("/v1/email-verifications/resend", { email: storm.email }), 202);
    } finally {
      await proxied.close();
    }
  });
});
