import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findTextCode, spendTextCode } from "../../src/authenticators/phone/text-codes.sql.ts";
import { dialects } from "../support/databases.ts";
import { Person, type Reply, slugOf } from "../support/person.ts";
import { askCode, bindPhone, codeSentTo, halfSignIn, newNumber, phonesPath, wrongCode } from "../support/phones.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const many = 50;

describe.each(dialects)("codes by text message on %s", (dialect) => {
  let server: TestServer;
  /** Half of the requests go to this one. */
  let second: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect);
    second = await startServer(dialect, { databaseUrl: server.databaseUrl, clock: server.clock });
  });
  afterAll(async () => {
    await second.close();
    await server.close();
  });

  const withPhone = async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const number = newNumber();
    await bindPhone(maya, number);
    server.clock.advance(3600);
    return { maya, number };
  };
  const at50 = (work: (index: number) => Promise<Reply>) =>
    Promise.all(Array.from({ length: many }, (_, index) => work(index)));
  const at = (person: Person, index: number): Person =>
    index % 2 === 0 ? person.elsewhere() : new Person(second, person.email);

  test("one code makes one proof within one attempt, asked for 50 times at once", async () => {
    const { maya, number } = await withPhone();
    const attempt = await halfSignIn(maya.elsewhere());
    await askCode(maya, attempt);
    const code = await codeSentTo(maya, number);
    const replies = await at50((index) => at(maya, index).prove(attempt, { kind: "phone", code }));
    expect(replies.filter(({ body }) => body.status === "complete")).toHaveLength(1);
    expect(replies.every(({ status }) => [200, 401, 410, 429].includes(status))).toBe(true);
    expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(2);
  });

  test("a code is spent once by itself, whatever closes around it", async () => {
    const { maya } = await withPhone();
    const attempt = await halfSignIn(maya.elsewhere());
    await askCode(maya, attempt);
    const { services } = server;
    const sent = await findTextCode(services.database.read, attempt, services.now());
    const spent = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        (index % 2 === 0 ? server : second).services.transact(({ tx }) => spendTextCode(tx, sent!.id, services.now())),
      ),
    );
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  test("one code binds one phone, asked for 50 times at once", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const number = newNumber();
    const { id } = (await maya.post(phonesPath, { number })).body;
    const code = await codeSentTo(maya, number);
    const session = maya.cookies.get("mortise")!;
    const replies = await at50((index) => {
      const other = at(maya, index);
      other.cookies.set("mortise", session);
      return other.post(`${phonesPath}/${id}/complete`, { code });
    });
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.recoveryCodes)).toHaveLength(1);
    expect(replies.every(({ status }) => [201, 401, 410].includes(status))).toBe(true);
  });

  test("fifty wrong codes at once: a binding judges five, and then not the right one either", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const number = newNumber();
    const { id } = (await maya.post(phonesPath, { number })).body;
    const code = await codeSentTo(maya, number);
    const complete = (typed: string) => maya.post(`${phonesPath}/${id}/complete`, { code: typed });
    const wrong = await at50(() => complete(wrongCode(code)));
    expect(wrong.map(slugOf)).toEqual(wrong.map(() => "proof-rejected"));
    expect(
      wrong
        .map(({ body }) => body.triesLeft)
        .filter((left) => left > 0)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    const sixth = await complete(code);
    expect([sixth.status, slugOf(sixth), sixth.body.triesLeft]).toEqual([401, "proof-rejected", 0]);
    server.clock.advance(60);
    expect((await maya.post(`${phonesPath}/${id}/text-message`)).status).toBe(202);
    expect((await complete(code)).status).toBe(401);
    expect((await complete(await codeSentTo(maya, number))).status).toBe(201);
  });

  test("an attempt has five tries, however many codes were sent; the sixth is not judged", async () => {
    const { maya, number } = await withPhone();
    const other = maya.elsewhere();
    const attempt = await halfSignIn(other);
    await askCode(other, attempt);
    const first = await codeSentTo(maya, number);
    for (let each = 0; each < 3; each++) await other.prove(attempt, { kind: "phone", code: wrongCode(first) });
    server.clock.advance(60);
    await askCode(other, attempt);
    const code = await codeSentTo(maya, number);
    const replies = [];
    for (const typed of [wrongCode(code), wrongCode(code), code])
      replies.push(await other.prove(attempt, { kind: "phone", code: typed }));
    expect(replies.map(slugOf)).toEqual(["proof-rejected", "proof-rejected", "attempt-closed"]);
    expect((await askCode(other, attempt)).status).toBe(410);
  });

  test("a code counts for its own attempt, purpose and binding only", async () => {
    const { maya, number } = await withPhone();
    const mine = await halfSignIn(maya.elsewhere());
    await askCode(maya, mine);
    const code = await codeSentTo(maya, number);
    const other = await halfSignIn(maya.elsewhere());
    expect((await maya.elsewhere().prove(other, { kind: "phone", code })).status).toBe(401);
    const { body } = await maya.post("/v1/attempts", { purpose: "step-up", operation: "bind-authenticator" });
    expect((await maya.prove(body.id, { kind: "phone", code })).status).toBe(401);
    await askCode(maya, body.id);
    const stepUpCode = await codeSentTo(maya, number);
    expect((await maya.elsewhere().prove(mine, { kind: "phone", code: stepUpCode })).status).toBe(401);
    expect((await maya.prove(body.id, { kind: "phone", code: stepUpCode })).status).toBe(200);
    const { id } = (await maya.post(phonesPath, { number: newNumber() })).body;
    expect((await maya.post(`${phonesPath}/${id}/complete`, { code })).status).toBe(401);
    // None of that has spent it.
    expect((await maya.elsewhere().prove(mine, { kind: "phone", code })).body.status).toBe("complete");
  });

  test("a replaced code, a spent code and an old code are refused", async () => {
    const { maya, number } = await withPhone();
    const attempt = await halfSignIn(maya.elsewhere());
    await askCode(maya, attempt);
    const replaced = await codeSentTo(maya, number);
    server.clock.advance(60);
    await askCode(maya, attempt);
    const code = await codeSentTo(maya, number);
    const tryIt = async (id: string, typed: string) =>
      (await maya.elsewhere().prove(id, { kind: "phone", code: typed })).status;
    if (replaced !== code) expect(await tryIt(attempt, replaced)).toBe(401);
    expect(await tryIt(attempt, code)).toBe(200);
    expect(await tryIt(attempt, code)).toBe(410);

    const late = await halfSignIn(maya.elsewhere());
    await askCode(maya, late);
    const old = await codeSentTo(maya, number);
    server.clock.advance(600);
    expect(await tryIt(late, old)).toBe(410);
    const history = (await maya.get("/v1/account/history?outcome=failure")).body.items;
    expect(history.map(({ reason }: { reason: string }) => reason)).toContain("wrong-code");
  });

  test("a code of a phone that was removed meanwhile is worth nothing", async () => {
    const { maya, number } = await withPhone();
    const spareNumber = newNumber();
    const attempt = await halfSignIn(maya.elsewhere());
    await askCode(maya, attempt);
    const code = await codeSentTo(maya, number);
    const { phones } = (await maya.get("/v1/account/authenticators")).body;
    const { id } = (await maya.post("/v1/attempts", { purpose: "step-up", operation: "unbind-authenticator" })).body;
    await askCode(maya, id);
    await maya.prove(id, { kind: "phone", code: await codeSentTo(maya, number) });
    await bindPhone(maya, spareNumber);
    expect((await maya.call("DELETE", `/v1/account/authenticators/${phones[0].id}`)).status).toBe(204);
    expect((await maya.elsewhere().prove(attempt, { kind: "phone", code })).status).toBe(401);
  });
});
