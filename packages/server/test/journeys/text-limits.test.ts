import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import {
  askCode,
  bindPhone,
  codeSentTo,
  halfSignIn,
  newNumber,
  phonesPath,
  recorded,
  stepUpByPhone,
  textsTo,
} from "../support/phones.ts";
import { setServer, startServer, type TestServer, type TestServerOptions } from "../support/test-server.ts";

describe.each(dialects)("how many text messages, and where to, on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async (at = server) => (await new Person(at).signUp()).signIn();
  const withServer = async (options: TestServerOptions, work: (other: TestServer) => Promise<void>) => {
    const other = await startServer(dialect, options);
    try {
      await work(other);
    } finally {
      await other.close();
    }
  };
  const refusal = (reply: Reply) => [reply.status, slugOf(reply), reply.headers.get("retry-after")];
  const instant = (secondsAhead: number) => new Date(server.clock.now() + secondsAhead * 1000).toISOString();

  test("again after a minute at the earliest: for an attempt, for a binding, and for one begun anew", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const { id } = expectStatus(await maya.post(phonesPath, { number }), 201).body;
    server.clock.advance(59);
    const soon = await maya.post(`${phonesPath}/${id}/text-message`);
    expect([...refusal(soon), soon.body.retryAt]).toEqual([429, "rate-limited", "1", instant(1)]);
    expect(refusal(await maya.post(phonesPath, { number }))).toEqual([429, "rate-limited", "1"]);
    server.clock.advance(1);
    const again = expectStatus(await maya.post(`${phonesPath}/${id}/text-message`), 202).body;
    expect(again.resendAt).toBe(instant(60));
    // The binding lives as long as its newest code.
    server.clock.advance(599);
    const code = await codeSentTo(maya, number);
    expectStatus(await maya.post(`${phonesPath}/${id}/complete`, { code }), 201);

    server.clock.advance(3600);
    const attempt = await halfSignIn(maya.elsewhere());
    expectStatus(await askCode(maya, attempt), 202);
    expect(refusal(await askCode(maya, attempt))).toEqual([429, "rate-limited", "60"]);
    const reasons = await recorded(server, "text-message.refused");
    expect(reasons.slice(-1)).toEqual([{ authenticatorId: id, reason: "too-soon" }]);
  });

  test("fifty requests at once for one attempt send one message", async () => {
    const maya = await signedIn();
    const number = newNumber();
    await bindPhone(maya, number);
    server.clock.advance(3600);
    const attempt = await halfSignIn(maya.elsewhere());
    const replies = await Promise.all(Array.from({ length: 50 }, () => askCode(maya.elsewhere(), attempt)));
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(49);
    expect(await textsTo(maya, number)).toHaveLength(2);
  });

  test("five an hour and ten a day to a number, whoever asks, in any hour and any day", async () => {
    const number = newNumber();
    const ask = async (person: Person) => person.post(phonesPath, { number });
    const people = [];
    for (let each = 0; each < 6; each++) people.push(await signedIn());
    const started = server.clock.now();
    const owner = people[0]!;
    await bindPhone(owner, number);
    server.clock.advance(3500);
    await Promise.all(people.slice(1).map((person) => person.stepUp()));
    for (const person of people.slice(1, 5)) expectStatus(await ask(person), 201);
    expect(refusal(await ask(people[5]!))).toEqual([429, "rate-limited", "100"]);
    server.clock.advance(100);
    expectStatus(await ask(people[5]!), 201);
    server.clock.advance(3600);
    // Six to bind it are enough for a day; who has bound it gets the rest.
    await Promise.all(people.slice(1).map((person) => person.stepUp()));
    const seventh = await ask(people[4]!);
    expect([seventh.status, Date.parse(seventh.body.retryAt)]).toEqual([429, started + 24 * 3600 * 1000]);
    for (let each = 0; each < 4; each++) expectStatus(await askCode(owner, await halfSignIn(owner.elsewhere())), 202);
    const eleventh = await askCode(owner, await halfSignIn(owner.elsewhere()));
    expect([eleventh.status, Date.parse(eleventh.body.retryAt)]).toEqual([429, started + 24 * 3600 * 1000]);
    const events = (await people[4]!.get("/v1/account/events?type=text-message.refused")).body.items;
    expect(events[0].data.reason).toBe("number-limit");
  });

  test("twelve accounts asking for one number at once: five messages", async () => {
    const number = newNumber();
    const people: Person[] = [];
    for (let each = 0; each < 12; each++) people.push(await signedIn());
    const replies = await Promise.all(people.map((person) => person.post(phonesPath, { number })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await textsTo(people[0]!, number)).toHaveLength(5);
  });

  test("five an hour for an account, whatever the numbers", async () => {
    const maya = await signedIn();
    for (let each = 0; each < 5; each++) expectStatus(await maya.post(phonesPath, { number: newNumber() }), 201);
    expect(refusal(await maya.post(phonesPath, { number: newNumber() }))).toEqual([429, "rate-limited", "3600"]);
    const events = (await maya.get("/v1/account/events?type=text-message.refused")).body.items;
    expect(events.map(({ data }: { data: { reason: string } }) => data.reason)).toEqual(["account-limit"]);
    // What was refused left nothing behind.
    const rows = await server.services.database.read
      .selectFrom("phones")
      .select("id")
      .where("accountId", "=", maya.accountId)
      .execute();
    expect(rows).toHaveLength(5);
  });

  test("a ceiling a day for the deployment: exact at once, one event, a warning, a count; anew after midnight UTC", async () => {
    await withServer({ settings: { MORTISE_TEXT_MESSAGE_DAILY_LIMIT: "20" } }, async (small) => {
      const people: Person[] = [];
      for (let each = 0; each < 25; each++) people.push(await signedIn(small));
      const begin = () => Promise.all(people.map((person) => person.post(phonesPath, { number: newNumber() })));
      const replies = await begin();
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(10);
      const refused = replies.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(15);
      expect(new Set(refused.map(({ body }) => body.retryAt))).toEqual(new Set(["2026-11-23T00:00:00.000Z"]));
      expect(await recorded(small, "text-messages.ceiling-reached")).toEqual([
        { day: "2026-11-22", limit: 10, share: "new-phones" },
      ]);
      expect(await recorded(small, "text-message.refused")).toHaveLength(15);
      const warnings = small.logged.filter((line) => line.includes("daily limit"));
      expect(warnings.map((line) => JSON.parse(line))).toEqual([
        expect.objectContaining({ day: "2026-11-22", limit: 10 }),
      ]);
      const metrics = await (await fetch(`${small.url}/metrics`)).text();
      expect(metrics).toContain('mortise_text_messages{outcome="refused-deployment-limit"} 15');
      small.clock.advance(15 * 3600);
      await Promise.all(people.map((person) => person.stepUp()));
      expect((await begin()).filter(({ status }) => status === 201)).toHaveLength(10);
      expect(await recorded(small, "text-messages.ceiling-reached")).toHaveLength(2);
    });
  });

  test("whoever binds numbers to use the messages up leaves half of them to owners who sign in", async () => {
    await withServer({ settings: { MORTISE_TEXT_MESSAGE_DAILY_LIMIT: "4" } }, async (small) => {
      const owner = await signedIn(small);
      const number = newNumber();
      await bindPhone(owner, number);
      small.clock.advance(8 * 24 * 3600);
      const strangers = await Promise.all([1, 2, 3, 4, 5].map(() => signedIn(small)));
      const begun = await Promise.all(strangers.map((each) => each.post(phonesPath, { number: newNumber() })));
      expect(begun.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429]);
      for (let times = 0; times < 2; times++) {
        expectStatus(await askCode(owner, await halfSignIn(owner.elsewhere())), 202);
        small.clock.advance(60);
      }
      expect(refusal(await askCode(owner, await halfSignIn(owner.elsewhere())))[1]).toBe("rate-limited");
      expect(await recorded(small, "text-messages.ceiling-reached")).toEqual([
        { day: "2026-11-30", limit: 2, share: "new-phones" },
        { day: "2026-11-30", limit: 4 },
      ]);
    });
  });

  test("only to the countries that are listed, also when the list was made later", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const id = await bindPhone(maya, number);
    server.clock.advance(60);
    const settings = { MORTISE_TEXT_MESSAGE_COUNTRIES: "AT, CH" };
    await withServer({ settings, databaseUrl: server.databaseUrl, clock: server.clock }, async (strict) => {
      const dana = await signedIn(strict);
      const reply = await dana.post(phonesPath, { number: newNumber() });
      expect([reply.status, slugOf(reply), reply.body.reason]).toEqual([403, "not-allowed", "country"]);
      expectStatus(await dana.post(phonesPath, { number: "0660 1234567", country: "AT" }), 201);
      const there = Object.assign(new Person(strict, maya.email), { password: maya.password });
      const sent = await askCode(there, await halfSignIn(there));
      expect([sent.status, slugOf(sent), sent.body.reason]).toEqual([403, "not-allowed", "country"]);
      expect((await recorded(strict, "text-message.refused")).slice(-2)).toEqual([
        { authenticatorId: null, reason: "country" },
        { authenticatorId: id, reason: "country" },
      ]);
    });
  });

  test("switched off: not offered, shown as not usable, renamed and removed all the same", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const id = await bindPhone(maya, number);
    const pending = (await maya.post(phonesPath, { number: newNumber() })).body.id;
    await maya.bindTotp();
    const settings = { MORTISE_TEXT_MESSAGES: "off" };
    await withServer({ settings, databaseUrl: server.databaseUrl, clock: server.clock }, async (off) => {
      const there = Object.assign(new Person(off, maya.email), { password: maya.password });
      // Another factor is asked for as before; the phone is not offered.
      const attempt = await halfSignIn(there);
      const { acceptable } = (await there.get(`/v1/attempts/${attempt}`)).body;
      expect(acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["totp", "recovery-code"]);
      const asked = await askCode(there, attempt);
      expect([asked.status, slugOf(asked), asked.body.reason]).toEqual([403, "not-allowed", "text-messages-off"]);
      expectStatus(await there.prove(attempt, { kind: "totp", code: maya.freshCode() }), 200);
      const { phones } = (await there.get("/v1/account/authenticators")).body;
      expect(phones).toMatchObject([{ id, usable: false }]);
      // What was begun belongs to the session that began it.
      const same = new Person(off, maya.email);
      for (const [name, value] of maya.cookies) same.cookies.set(name, value);
      for (const [path, body] of [
        [phonesPath, { number: newNumber() }],
        [`${phonesPath}/${pending}/text-message`, {}],
        [`${phonesPath}/${pending}/complete`, { code: "000000" }],
      ] as const) {
        const reply = await same.post(path, body);
        expect([path, reply.status, slugOf(reply), reply.body.reason]).toEqual([
          path,
          403,
          "not-allowed",
          "text-messages-off",
        ]);
      }
      expectStatus(await there.call("PATCH", `/v1/account/authenticators/${id}`, { name: "Old" }), 200);
      expectStatus(await there.call("DELETE", `/v1/account/authenticators/${id}`), 204);
      expect((await there.get("/v1/deployment")).body.textMessages).toBe(false);
    });
  });

  test("switched off where it was the only second factor: a recovery code is asked for, and nobody is locked out", async () => {
    const maya = await signedIn();
    await bindPhone(maya, newNumber());
    const settings = { MORTISE_TEXT_MESSAGES: "off" };
    await withServer({ settings, databaseUrl: server.databaseUrl, clock: server.clock }, async (off) => {
      const there = (): Person => Object.assign(new Person(off, maya.email), { password: maya.password });
      for (const code of maya.recoveryCodes) {
        const person = there();
        const attempt = await halfSignIn(person);
        const { acceptable } = (await person.get(`/v1/attempts/${attempt}`)).body;
        expect(acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["recovery-code"]);
        expectStatus(await person.prove(attempt, { kind: "recovery-code", code }), 200);
      }
      const id = await there().startSignIn();
      const done = await there().prove(id, { kind: "password", password: maya.password });
      expect(expectStatus(done, 200).body).toMatchObject({ status: "complete", session: { assurance: 1 } });
    });
  });

  test("nothing is sent before a first proof, and asking tells nothing of an address", async () => {
    const maya = await signedIn();
    const number = newNumber();
    const id = await bindPhone(maya, number);
    const answers = [];
    for (const person of [maya.elsewhere(), await signedIn(), new Person(server)]) {
      const attempt = await person.startSignIn();
      for (const wanted of [undefined, id]) {
        const { status, body } = await askCode(new Person(server), attempt, wanted);
        answers.push([status, body.type, body.errors, body.detail]);
      }
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]![0]).toBe(422);
    expect(await textsTo(maya, number)).toHaveLength(1);
    await stepUpByPhone(maya, number);
  });
});
