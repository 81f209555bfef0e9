import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import {
  askCode,
  bindPhone,
  codeSentTo,
  halfSignIn,
  newNumber,
  phonesPath,
  stepUpByPhone,
  textsTo,
} from "../support/phones.ts";
import { setServer, startServer } from "../support/test-server.ts";

describe.each(dialects)("text messages on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_PRODUCT_NAME: "Example" } });

  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const phonesOf = async (person: Person) => (await person.get("/v1/account/authenticators")).body.phones;

  test("bound from a national spelling, shown masked, and the second step from then on", async () => {
    const maya = await signedIn();
    const begun = expectStatus(await maya.post(phonesPath, { number: "0151 200-999 12", country: "DE" }), 201).body;
    expect(begun).toEqual({
      id: expect.stringMatching(/^phon_[0-9a-z]{26}$/),
      sentTo: "+49 ••• ••12",
      expiresAt: new Date(server.clock.now() + 600_000).toISOString(),
      resendAt: new Date(server.clock.now() + 60_000).toISOString(),
    });
    const [message] = await textsTo(maya, "+4915120099912");
    expect(message!.text).toMatch(
      /^(\d{6}) is your Example code to add this phone\. Don't share it\.\n\n@localhost #\1$/,
    );
    expect(message!.channel).toBe("text-message");
    const code = await codeSentTo(maya, "+4915120099912");
    const { authenticator, recoveryCodes } = expectStatus(
      await maya.post(`${phonesPath}/${begun.id}/complete`, { code: `${code.slice(0, 3)} ${code.slice(3)}` }),
      201,
    ).body;
    expect(authenticator).toMatchObject({ kind: "phone", name: "+49 ••• ••12", sentTo: "+49 ••• ••12", usable: true });
    expect(recoveryCodes).toHaveLength(10);
    expect((await maya.mail()).text).toMatch(/Added:\s+Phone, "\+49 ••• ••12"/);

    server.clock.advance(60);
    const other = maya.elsewhere();
    const attempt = await halfSignIn(other);
    expect((await other.get(`/v1/attempts/${attempt}`)).body.acceptable).toEqual([
      { kind: "phone", id: begun.id, name: "+49 ••• ••12", preferred: false },
      { kind: "recovery-code", preferred: false },
    ]);
    const sent = expectStatus(await askCode(other, attempt), 202).body;
    expect(sent).toEqual({
      sentTo: "+49 ••• ••12",
      resendAt: new Date(server.clock.now() + 60_000).toISOString(),
    });
    expect((await textsTo(maya, "+4915120099912"))[0]!.text).toContain("is your Example code to sign in. Don't");
    const proven = await other.prove(attempt, { kind: "phone", code: await codeSentTo(maya, "+4915120099912") });
    expect([proven.body.status, proven.body.session?.assurance]).toEqual(["complete", 2]);
    expect((await phonesOf(maya))[0].lastUsedAt).toBe(new Date(server.clock.now()).toISOString());
    server.clock.advance(49 * 3600);
    const usedAt = (await phonesOf(maya))[0].lastUsedAt;
    await server.maintain();
    expect((await phonesOf(maya))[0].lastUsedAt).toBe(usedAt);
    expect(await server.services.database.read.selectFrom("textCodes").selectAll().execute()).toEqual([]);
  });

  test("the number stands nowhere but sealed, and in no answer, event, log or mail", async () => {
    const maya = await signedIn();
    const number = newNumber();
    await bindPhone(maya, number, "Private");
    server.clock.advance(60);
    const attempt = await halfSignIn(maya.elsewhere());
    await askCode(maya.elsewhere(), attempt);
    const code = await codeSentTo(maya, number);
    const digits = number.slice(4);
    const everything = [
      JSON.stringify([
        (await maya.get("/v1/account/authenticators")).body,
        (await maya.get("/v1/account/events")).body,
      ]),
      JSON.stringify(await maya.mails()),
      server.logged.join("\n"),
    ];
    const { read } = server.services.database;
    for (const table of ["phones", "textCodes", "outbox", "events", "throttles", "tryBudgets", "attempts"] as const)
      for (const row of await read.selectFrom(table).selectAll().execute())
        for (const value of Object.values(row))
          everything.push(value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value));
    for (const text of everything) {
      expect(text).not.toContain(digits);
      expect(new RegExp(`(?<![0-9a-z])${code}(?![0-9a-z])`).test(text), text).toBe(false);
    }
  });

  test.each([
    ["030 123456", "DE", "fixed line"],
    ["0900 1234567", "DE", "premium-rate"],
    ["+18005550199", undefined, "toll-free"],
    ["07012345678", "GB", "mobile phone"],
    ["+883510012345678", undefined, "internet telephone"],
    ["0151 23456789", undefined, "Begin with +"],
    ["+49151", undefined, "not a phone number"],
    ["+4915123456789 ext. 5", undefined, "not a phone number"],
    ["<script>alert(1)</script>", undefined, "Begin with +"],
  ])("%s (%s) is refused: %s", async (number, country, detail) => {
    const maya = await signedIn();
    const reply = await maya.post(phonesPath, { number, ...(country && { country }) });
    expect([reply.status, slugOf(reply), reply.body.errors?.[0]?.pointer]).toEqual([
      422,
      "invalid-request",
      "#/number",
    ]);
    expect(reply.body.errors[0].detail).toContain(detail);
  });

  test("several phones; the one named, else the preferred, else the first gets the code; the same number once", async () => {
    const maya = await signedIn();
    const [home, work] = [newNumber(), newNumber()];
    const homeId = await bindPhone(maya, home, "Home");
    const workId = await bindPhone(maya, work, "Work");
    expect((await phonesOf(maya)).map(({ name }: { name: string }) => name)).toEqual(["Home", "Work"]);
    const again = await maya.post(phonesPath, { number: work });
    expect([again.status, slugOf(again)]).toEqual([409, "conflict"]);

    server.clock.advance(3600);
    const attempt = await halfSignIn(maya.elsewhere());
    const messages = async () => [(await textsTo(maya, home)).length, (await textsTo(maya, work)).length];
    expectStatus(await askCode(maya, attempt), 202);
    expect(await messages()).toEqual([2, 1]);
    expectStatus(await askCode(maya, attempt, workId), 202);
    expect(await messages()).toEqual([2, 2]);
    // The newest code of the attempt counts, whichever phone it went to.
    const old = await maya.elsewhere().prove(attempt, { kind: "phone", code: await codeSentTo(maya, home) });
    expect(old.status).toBe(401);
    expect((await maya.elsewhere().prove(attempt, { kind: "phone", code: await codeSentTo(maya, work) })).status).toBe(
      200,
    );

    await stepUpByPhone(maya, home);
    expect(homeId).not.toBe(workId);
    expectStatus(await maya.call("PATCH", "/v1/account", { preferredAuthenticator: workId }), 200);
    const preferred = await halfSignIn(maya.elsewhere());
    expectStatus(await askCode(maya, preferred), 202);
    expect(await messages()).toEqual([3, 3]);
    const nobodys = await askCode(maya, preferred, "phon_00000000000000000000000000");
    expect([nobodys.status, slugOf(nobodys)]).toEqual([404, "not-found"]);
  });

  test("confirms a change only where nothing better is bound, in its own session, and never restores trust", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const id = await bindPhone(maya, number);
    server.clock.advance(660);
    const refused = await maya.call("DELETE", `/v1/account/authenticators/${id}`);
    expect([slugOf(refused), refused.body.stepUp.acceptable]).toEqual(["step-up-required", ["phone"]]);
    const { body } = await maya.post("/v1/attempts", { purpose: "step-up", operation: "unbind-authenticator" });
    const stranger = await askCode(await signedIn(), body.id);
    expect([stranger.status, slugOf(stranger)]).toEqual([404, "not-found"]);
    await stepUpByPhone(maya, number, "unbind-authenticator");
    const purposes = (await maya.get("/v1/account/events?type=text-message.sent")).body.items;
    expect(purposes.map(({ data }: { data: unknown }) => data)).toEqual([
      { authenticatorId: id, purpose: "step-up" },
      { authenticatorId: id, purpose: "bind-authenticator" },
    ]);

    await maya.bindTotp();
    server.clock.advance(660);
    const better = (await maya.post("/v1/attempts", { purpose: "step-up", operation: "unbind-authenticator" })).body;
    expect(better.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["totp"]);
    const asked = await askCode(maya, better.id);
    expect([asked.status, slugOf(asked)]).toEqual([422, "invalid-request"]);
    // Signing in still takes either.
    const attempt = await halfSignIn(maya.elsewhere());
    const offered = (await maya.get(`/v1/attempts/${attempt}`)).body.acceptable;
    expect(offered.map(({ kind }: { kind: string }) => kind)).toEqual(["totp", "phone", "recovery-code"]);
    const wrongKind = await askCode(maya, attempt, offered[0].id);
    expect([wrongKind.status, wrongKind.body.errors?.[0]?.pointer]).toEqual([422, "#/authenticatorId"]);

    await maya.stepUp("unbind-authenticator");
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    expect(await phonesOf(maya)).toEqual([]);
    expect((await maya.mail()).subject).toBe("A phone was removed");
    const gone = await askCode(maya, attempt);
    expect([gone.status, slugOf(gone)]).toEqual([422, "invalid-request"]);
    const [row] = await server.services.database.read.selectFrom("phones").selectAll().where("id", "=", id).execute();
    expect([row!.unboundAt, row!.sealedNumber.length]).toEqual([server.clock.now(), 0]);
    // What was unbound may be bound anew.
    await bindPhone(maya, number);
  });

  test("a step-up of a session that is doubted since gets no message", async () => {
    const maya = await signedIn();
    const number = newNumber();
    await bindPhone(maya, number);
    server.clock.advance(60);
    const { id } = (await maya.post("/v1/attempts", { purpose: "step-up", operation: "bind-authenticator" })).body;
    const session = (await maya.get("/v1/session")).body.id;
    await server.services.transact(({ tx }) =>
      tx
        .updateTable("sessions")
        .set({ flaggedAt: server.clock.now(), flaggedReason: "by-operator" })
        .where("id", "=", session)
        .execute(),
    );
    const asked = await askCode(maya, id);
    expect([asked.status, slugOf(asked)]).toEqual([403, "session-flagged"]);
    expect(await textsTo(maya, number)).toHaveLength(1);
  });

  test("renamed like any other", async () => {
    const maya = await signedIn();
    const id = await bindPhone(maya);
    const renamed = await maya.call("PATCH", `/v1/account/authenticators/${id}`, { name: "Work" });
    expect([renamed.status, renamed.body.name]).toEqual([200, "Work"]);
  });

  test("a stranger's pending phone is not found; an old one is over, and one that is bound", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const { id } = (await maya.post(phonesPath, { number })).body;
    const code = await codeSentTo(maya, number);
    const dana = await signedIn();
    for (const path of [`${phonesPath}/${id}/complete`, `${phonesPath}/${id}/text-message`]) {
      const reply = await dana.post(path, path.endsWith("complete") ? { code } : {});
      expect([reply.status, slugOf(reply)]).toEqual([404, "not-found"]);
    }
    server.clock.advance(600);
    for (const path of [`${phonesPath}/${id}/complete`, `${phonesPath}/${id}/text-message`]) {
      const reply = await maya.post(path, path.endsWith("complete") ? { code } : {});
      expect([reply.status, slugOf(reply)]).toEqual([410, "attempt-closed"]);
    }
    await maya.stepUp();
    const bound = await bindPhone(maya);
    expect((await maya.post(`${phonesPath}/${bound}/complete`, { code: "000000" })).status).toBe(410);
  });

  test("one number begun twice is bound once", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const first = (await maya.post(phonesPath, { number })).body.id;
    const firstCode = await codeSentTo(maya, number);
    server.clock.advance(60);
    const second = (await maya.post(phonesPath, { number })).body.id;
    const secondCode = await codeSentTo(maya, number);
    expect((await maya.post(`${phonesPath}/${first}/complete`, { code: firstCode })).status).toBe(201);
    const late = await maya.post(`${phonesPath}/${second}/complete`, { code: secondCode });
    expect([late.status, slugOf(late)]).toEqual([409, "conflict"]);
    expect(await phonesOf(maya)).toHaveLength(1);
  });

  test("a code by text message costs no more queries than an app's code and the sending of it", async () => {
    const quiet = await startServer(dialect, { quiet: true });
    try {
      const { createAccountForTest } = await import("../support/accounts.ts");
      const passwordHash = String(await quiet.services.passwords.hash(new Person(quiet).password));
      const person = async () => {
        const one = new Person(quiet);
        one.accountId = await createAccountForTest(quiet, { email: one.email, passwordHash });
        return one.signIn();
      };
      const [app, phone] = [await person(), await person()];
      await app.bindTotp();
      const number = newNumber();
      await bindPhone(phone, number);
      quiet.clock.advance(60);
      const costOf = async (work: () => Promise<{ status: number }>): Promise<number> => {
        const before = quiet.services.database.queries;
        expect((await work()).status).toBeLessThan(300);
        return quiet.services.database.queries - before;
      };
      const byApp = await halfSignIn(app.elsewhere());
      const code = app.freshCode();
      const appCost = await costOf(() => app.elsewhere().prove(byApp, { kind: "totp", code }));
      const byPhone = await halfSignIn(phone.elsewhere());
      const sending = await costOf(() => askCode(phone.elsewhere(), byPhone));
      const sent = await codeSentTo(phone, number);
      const phoneCost = await costOf(() => phone.elsewhere().prove(byPhone, { kind: "phone", code: sent }));
      expect(phoneCost).toBeLessThanOrEqual(appCost);
      expect(sending).toBeLessThanOrEqual(24);
    } finally {
      await quiet.close();
    }
  });
});
