import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer, startServer } from "../support/test-server.ts";

const remembered = "/v1/account/remembered-devices";
const day = 24 * 3600;

describe.each(dialects)("remembered devices on %s", (dialect) => {
  const server = setServer(dialect);

  /** Somebody with an authenticator app, signed in. */
  const protectedPerson = async (): Promise<Person> => {
    const person = await (await new Person(server).signUp()).signIn();
    await person.bindTotp();
    return person;
  };
  const signInRemembered = async (person: Person): Promise<void> => {
    const id = await person.startSignIn();
    const open = expectStatus(await person.prove(id, { kind: "password", password: person.password }), 200).body;
    expect(open).toMatchObject({ status: "open", rememberDays: 30 });
    const proof = { kind: "totp", code: person.freshCode(), rememberDevice: true };
    expectStatus(await person.prove(id, proof), 200);
  };
  /** Whether the password alone opens a session. */
  const passwordAlone = async (person: Person): Promise<string> => {
    const id = await person.startSignIn();
    return expectStatus(await person.prove(id, { kind: "password", password: person.password }), 200).body.status;
  };

  test("skip the second step for thirty days, at level 1, and confirm nothing", async () => {
    const person = await protectedPerson();
    await signInRemembered(person);
    const { items } = (await person.get(remembered)).body;
    expect(items).toMatchObject([{ current: true, device: expect.stringContaining("on Linux"), ip: "127.0.0.1" }]);
    const id = await person.startSignIn();
    const done = expectStatus(await person.prove(id, { kind: "password", password: person.password }), 200).body;
    expect(done).toMatchObject({ status: "complete", session: { assurance: 1 } });
    expect(slugOf(await person.post("/v1/account/authenticators/totp"))).toBe("step-up-required");
    server.clock.advance(30 * day - 3600);
    expect(await passwordAlone(person)).toBe("complete");
    server.clock.advance(3600);
    expect(await passwordAlone(person)).toBe("open");
  });

  test("only that browser, only for that account, only where it was asked for", async () => {
    const person = await protectedPerson();
    await person.signIn();
    expect(await passwordAlone(person)).toBe("open");
    await signInRemembered(person);
    expect(await passwordAlone(person)).toBe("complete");
    expect(await passwordAlone(person.elsewhere())).toBe("open");
    const other = await protectedPerson();
    other.cookies.clear();
    for (const [name, value] of person.cookies) other.cookies.set(name, value);
    expect(await passwordAlone(other)).toBe("open");
  });

  test("a forged device cookie is not one", async () => {
    const person = await protectedPerson();
    await signInRemembered(person);
    const thief = person.elsewhere();
    const cookie = [...person.cookies].find(([name]) => name.includes("device"));
    expect(cookie).toBeDefined();
    const [deviceId] = cookie![1].split(".");
    thief.cookies.set(cookie![0], `${deviceId}.${Buffer.alloc(32, 1).toString("base64url")}`);
    expect(await passwordAlone(thief)).toBe("open");
  });

  test("a recovery code and a passkey alone are no reason to remember", async () => {
    const person = await protectedPerson();
    const id = await person.startSignIn();
    await person.prove(id, { kind: "password", password: person.password });
    const refused = await person.prove(id, {
      kind: "recovery-code",
      code: person.recoveryCodes[0],
      rememberDevice: true,
    });
    expect(slugOf(refused)).toBe("invalid-request");
    await person.signIn();
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    await person.bindPasskey(device);
    const attempt = expectStatus(await person.post("/v1/attempts", { purpose: "sign-in" }), 201).body;
    const options = (await person.post(`/v1/attempts/${attempt.id}/passkey-options`)).body;
    const proof = { kind: "passkey", credential: device.get(options), rememberDevice: true };
    expectStatus(await person.prove(attempt.id, proof), 200);
    expect((await person.get(remembered)).body.items).toEqual([]);
  });

  const changes: [string, (person: Person) => Promise<unknown>][] = [
    [
      "its owner forgets it",
      async (person) => {
        const { items } = (await person.get(remembered)).body;
        expectStatus(await person.call("DELETE", `${remembered}/${items[0].id}`), 204);
        expect(slugOf(await person.call("DELETE", `${remembered}/${items[0].id}`))).toBe("not-found");
      },
    ],
    [
      "all are forgotten",
      async (person) => {
        const reply = expectStatus(await person.call("DELETE", remembered), 200);
        expect(reply.body).toEqual({ forgotten: 1 });
      },
    ],
    [
      "the password changes",
      async (person) => {
        const body = { currentPassword: person.password, newPassword: "Brand-new-Horse7" };
        expectStatus(await person.call("PUT", "/v1/account/password", body), 204);
        Object.assign(person, { password: "Brand-new-Horse7" });
      },
    ],
    [
      "the password is reset",
      async (person) => {
        await person.post("/v1/password-resets", { email: person.email });
        Object.assign(person, { password: "Brand-new-Horse8" });
        const body = { token: await person.mailedToken(), password: person.password };
        expectStatus(await person.post("/v1/password-resets/complete", body), 204);
      },
    ],
    [
      "a factor is removed",
      async (person) => {
        const spare = await person.bindTotp("Spare");
        expectStatus(await person.call("DELETE", `/v1/account/authenticators/${spare}`), 204);
      },
    ],
    [
      "all sessions are ended",
      async (person) => {
        expectStatus(await person.call("DELETE", "/v1/account/sessions"), 200);
      },
    ],
  ];
  test.each(changes)("are asked again when %s", async (_name, change) => {
    const person = await protectedPerson();
    await signInRemembered(person);
    expect(await passwordAlone(person)).toBe("complete");
    // A session at level 1 may change nothing: the second step is given again first.
    await person.stepUp();
    await change(person);
    expect(await passwordAlone(person)).toBe("open");
  });

  test("belong to their owner only", async () => {
    const person = await protectedPerson();
    await signInRemembered(person);
    const { items } = (await person.get(remembered)).body;
    const stranger = await protectedPerson();
    expect(slugOf(await stranger.call("DELETE", `${remembered}/${items[0].id}`))).toBe("not-found");
    expect((await stranger.get(remembered)).body.items).toEqual([]);
    expect(await passwordAlone(person)).toBe("complete");
  });

  test("can be switched off, and a program that keeps its own token is never one", async () => {
    const off = await startServer(dialect, { settings: { MORTISE_REMEMBER_DEVICE_DAYS: "0" } });
    try {
      const person = await (await new Person(off).signUp()).signIn();
      await person.bindTotp();
      const id = await person.startSignIn();
      const open = (await person.prove(id, { kind: "password", password: person.password })).body;
      expect(open).not.toHaveProperty("rememberDays");
      await person.prove(id, { kind: "totp", code: person.freshCode(), rememberDevice: true });
      expect((await person.get(remembered)).body.items).toEqual([]);
    } finally {
      await off.close();
    }
    const person = await protectedPerson();
    const program = person.elsewhere();
    program.headers["mortise-client"] = "token";
    const id = await program.startSignIn();
    await program.prove(id, { kind: "password", password: person.password });
    const proof = { kind: "totp", code: program.freshCode(), rememberDevice: true };
    expectStatus(await program.prove(id, proof), 200);
    expect((await person.get(remembered)).body.items).toEqual([]);
  });
});

describe.each(dialects)("more remembered devices than sessions may be, on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_SESSIONS_PER_ACCOUNT: "3" } });

  test("the one used least recently is forgotten, and that is recorded", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const signIn = async (who: Person) => {
      server.clock.advance(60);
      const id = await who.startSignIn();
      const first = expectStatus(await who.prove(id, { kind: "password", password: who.password }), 200).body;
      if (first.status === "complete") return "excused";
      expectStatus(await who.prove(id, { kind: "totp", code: who.freshCode(), rememberDevice: true }), 200);
      return "asked";
    };
    const browsers = Array.from({ length: 4 }, () => maya.elsewhere());
    const [first, second, third, fourth] = browsers as [Person, Person, Person, Person];
    for (const browser of [first, second, third]) expect(await signIn(browser)).toBe("asked");
    expect(await signIn(first)).toBe("excused");
    expect(await signIn(fourth)).toBe("asked");
    expect((await fourth.get(remembered)).body.items).toHaveLength(3);
    const { items } = (await fourth.get("/v1/account/events?type=device.forgotten")).body;
    expect(items).toMatchObject([{ data: { reason: "too-many" }, actor: { kind: "system" } }]);
    for (const browser of [first, third, fourth]) expect(await signIn(browser)).toBe("excused");
    expect(await signIn(second)).toBe("asked");
  });
});
