import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { codeSentTo, newNumber, phonesPath, wrongCode } from "../support/phones.ts";
import { recordedWithPhones } from "../support/recorded-elsewhere.ts";
import { setServer, startServer, testRootKey } from "../support/test-server.ts";

describe.each(dialects)("what happens to phones is recorded, exactly, on %s", (dialect) => {
  const server = setServer(dialect);

  const events = () => server.services.database.read.selectFrom("events").selectAll().orderBy("id").execute();

  test("each writing route records its events and nothing else, with who, where and which session", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const seen = new Set<string>();
    const call = async (path: string, body: unknown, status: number, id = "", by = maya) => {
      seen.add(`POST ${path}`);
      return expectStatus(await by.post(path.replace("{id}", id), body), status).body;
    };
    const recorded = async (expected: string[], work: () => Promise<unknown>) => {
      const before = (await events()).length;
      await work();
      const happened = (await events()).slice(before);
      expect(happened.map(({ type }) => type)).toEqual(expected);
      return happened;
    };
    const number = newNumber();
    const complete = `${phonesPath}/{id}/complete`;
    const session = (await maya.get("/v1/session")).body.id;
    let id = "";
    await recorded(["request.refused"], () => call(phonesPath, { number: "+49151" }, 422));
    const begun = await recorded(["text-message.sent", "authenticator.binding-begun"], async () => {
      id = (await call(phonesPath, { number }, 201)).id;
    });
    expect(begun[0]).toMatchObject({
      accountId: maya.accountId,
      actorKind: "account",
      actorId: maya.accountId,
      sessionId: session,
      ip: "127.0.0.1",
      data: JSON.stringify({ authenticatorId: id, purpose: "bind-authenticator" }),
    });
    const again = `${phonesPath}/{id}/text-message`;
    await recorded(["text-message.refused"], () => call(again, {}, 429, id));
    server.clock.advance(60);
    await recorded(["text-message.sent"], () => call(again, {}, 202, id));
    const code = await codeSentTo(maya, number);
    await recorded(["authenticator.binding-rejected"], () => call(complete, { code: wrongCode(code) }, 401, id));
    await recorded(["authenticator.bound", "recovery-codes.issued"], () => call(complete, { code }, 201, id));
    await recorded([], () => call(complete, { code }, 410, id));

    server.clock.advance(60);
    const other = maya.elsewhere();
    const attempt = await other.startSignIn();
    const send = "/v1/attempts/{id}/text-message";
    await recorded(["request.refused"], () => call(send, {}, 422, attempt, other));
    await other.prove(attempt, { kind: "password", password: maya.password });
    const [sent] = await recorded(["text-message.sent"], () => call(send, {}, 202, attempt, other));
    expect(sent).toMatchObject({
      accountId: maya.accountId,
      sessionId: null,
      data: expect.stringContaining('"sign-in"'),
    });
    await recorded(["text-message.refused"], () => call(send, {}, 429, attempt, other));
    const rejected = await recorded(["sign-in.rejected"], async () =>
      other.prove(attempt, { kind: "phone", code: wrongCode(await codeSentTo(maya, number)) }),
    );
    expect(JSON.parse(rejected[0]!.data)).toEqual({ method: "password", factor: "phone", reason: "wrong-code" });
    await recorded(["session.opened", "sign-in.accepted"], async () =>
      other.prove(attempt, { kind: "phone", code: await codeSentTo(maya, number) }),
    );
    expect([...seen].sort()).toEqual([...recordedWithPhones].sort());
  });

  test("a root key that changes between sending and answering breaks nothing", async () => {
    const newKey = Buffer.alloc(32, 8).toString("base64");
    const rotated = await startServer(dialect, {
      databaseUrl: server.databaseUrl,
      clock: server.clock,
      settings: { MORTISE_ROOT_KEY: `${newKey},${testRootKey}` },
    });
    try {
      const maya = await (await new Person(server).signUp()).signIn();
      const number = newNumber();
      const { id } = expectStatus(await maya.post(phonesPath, { number }), 201).body;
      const code = await codeSentTo(maya, number);
      const there = new Person(rotated, maya.email);
      for (const [name, value] of maya.cookies) there.cookies.set(name, value);
      expectStatus(await there.post(`${phonesPath}/${id}/complete`, { code }), 201);
      // Its own number is still known, and what was sent to it still counts.
      expect((await there.post(phonesPath, { number })).status).toBe(409);
      const dana = await (await new Person(rotated).signUp()).signIn();
      for (let each = 0; each < 4; each++) {
        expectStatus(await dana.post(phonesPath, { number }), 201);
        server.clock.advance(60);
      }
      expect((await dana.post(phonesPath, { number })).status).toBe(429);
    } finally {
      await rotated.close();
    }
  });
});
