import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChallenge, issueChallenge } from "../../src/authenticators/passkey/challenges.ts";
import { markChallengeSpent } from "../../src/authenticators/passkey/challenges.sql.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { type Lies, SoftwareAuthenticator, type Traits } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const bindings = "/v1/account/authenticators/passkeys";

/** Lies every ceremony must see through, whatever it is for. */
const lies: [string, Lies][] = [
  ["the other ceremony's type", { type: "webauthn.other" }],
  ["another origin", { origin: "https://evil.example" }],
  ["an origin that only looks alike", { origin: "http://localhost.evil.example" }],
  ["another relying party", { rpId: "evil.example" }],
  ["a frame on another site", { crossOrigin: true }],
  ["a frame on a named other site", { crossOrigin: true, topOrigin: "https://evil.example" }],
  ["a top origin without a frame", { topOrigin: "https://evil.example" }],
  ["nobody there", { userPresent: false }],
  ["backed up without being eligible", { backedUp: true }],
  ["a challenge of its own", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
];

describe.each(dialects)("hostile ceremonies on %s", (dialect) => {
  let server: TestServer;
  let person: Person;
  let device: SoftwareAuthenticator;
  const authenticator = (traits: Traits = {}) => new SoftwareAuthenticator(server.services.config.publicUrl, traits);
  beforeAll(async () => {
    server = await startServer(dialect);
    person = await (await new Person(server).signUp()).signIn();
    device = authenticator();
    await person.bindPasskey(device);
  });
  afterAll(() => server.close());

  const begin = async (who: Person, body: object = {}): Promise<Reply["body"]> =>
    expectStatus(await who.post(bindings, body), 201).body;
  const complete = (who: Person, id: string, credential: object): Promise<Reply> =>
    who.post(`${bindings}/${id}/complete`, { credential, name: "Key" });
  const start = async (who: Person, body: object): Promise<string> =>
    expectStatus(await who.post("/v1/attempts", body), 201).body.id;
  const optionsOf = async (who: Person, id: string): Promise<Reply["body"]> =>
    expectStatus(await who.post(`/v1/attempts/${id}/passkey-options`), 200).body;
  const expectRejected = (reply: Reply): void => expect([reply.status, slugOf(reply)]).toEqual([401, "proof-rejected"]);
  const countPasskeys = async (): Promise<number> =>
    (await person.get("/v1/account/authenticators")).body.passkeys.length;
  const signIn = { purpose: "sign-in" };
  const stepUp = { purpose: "step-up", operation: "bind-authenticator" };

  test.each([
    ...lies,
    ["user verification missing", { userVerified: false }],
    ["an algorithm nobody asked for", { algorithm: -47 }],
    ["another credential's id", { id: Buffer.alloc(32, 5).toString("base64url") }],
  ] as [string, Lies][])("binding: %s binds nothing", async (_name, lie) => {
    await person.signIn().catch(() => person.proveByPasskey(device));
    const before = await countPasskeys();
    const { id, options } = await begin(person);
    expectRejected(await complete(person, id, authenticator().create(options, lie)));
    expect(await countPasskeys()).toBe(before);
    // Nothing was spent: the same ceremony can still be answered truthfully.
    expectStatus(await complete(person, id, authenticator().create(options)), 201);
  });

  test.each([
    ...lies,
    ["user verification missing", { userVerified: false }],
    ["a tampered signature", { tamperSignature: true }],
    ["eligibility that changed", { backupEligible: true }],
    ["no user handle", { userHandle: null }],
    ["another's user handle", { userHandle: Buffer.from("acct_other").toString("base64url") }],
  ] as [string, Lies][])("sign-in: %s opens nothing", async (_name, lie) => {
    const browser = person.elsewhere();
    const id = await start(browser, signIn);
    const options = await optionsOf(browser, id);
    expectRejected(await browser.prove(id, { kind: "passkey", credential: device.get(options, lie) }));
    expect((await browser.get("/v1/session")).status).toBe(401);
    expectStatus(await browser.prove(id, { kind: "passkey", credential: device.get(options) }), 200);
  });

  test("a swapped algorithm: the key is the one that was bound, whatever the answer says", async () => {
    const other = authenticator();
    await person.signIn().catch(() => person.proveByPasskey(device));
    await person.bindPasskey(other);
    const browser = person.elsewhere();
    const id = await start(browser, signIn);
    const options = await optionsOf(browser, id);
    // Signed by one key, presented as the other's.
    const credential = { ...device.get(options), id: other.held[0]!.id, rawId: other.held[0]!.id };
    expectRejected(await browser.prove(id, { kind: "passkey", credential }));
  });

  test("an answer is accepted once, also by fifty at a time", async () => {
    const browser = person.elsewhere();
    const id = await start(browser, signIn);
    const credential = device.get(await optionsOf(browser, id));
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => person.elsewhere().prove(id, { kind: "passkey", credential })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(slugOf(await person.elsewhere().prove(id, { kind: "passkey", credential }))).toBe("attempt-closed");
    const next = await start(browser, signIn);
    expectRejected(await browser.prove(next, { kind: "passkey", credential }));
  });

  test("one registration is bound once, also by fifty at a time", async () => {
    expectStatus(await person.proveByPasskey(device), 200);
    const before = await countPasskeys();
    const { id, options } = await begin(person);
    const credential = authenticator().create(options);
    const replies = await Promise.all(Array.from({ length: 50 }, () => complete(person, id, credential)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await countPasskeys()).toBe(before + 1);
  });

  test("a credential bound to one account cannot be bound to another", async () => {
    const thief = await (await new Person(server).signUp()).signIn();
    const { id, options } = await begin(thief);
    const held = device.held[0]!;
    const forger = authenticator();
    const credential = forger.create(options);
    // The same id in the authenticator data and outside it, with a key of the thief's own.
    const raw = Buffer.from(credential.response.attestationObject, "base64url").toString("hex");
    const swapped = raw.replace(hex(forger.held[0]!.id), hex(held.id));
    const attestationObject = Buffer.from(swapped, "hex").toString("base64url");
    const forged = {
      ...credential,
      id: held.id,
      rawId: held.id,
      response: { ...credential.response, attestationObject },
    };
    const reply = await complete(thief, id, forged);
    expect([reply.status, slugOf(reply)]).toEqual([409, "conflict"]);
    expect((await thief.get("/v1/account/authenticators")).body.passkeys).toEqual([]);
  });

  test("a challenge answers for its own attempt, purpose and session only", async () => {
    expectStatus(await person.proveByPasskey(device), 200);
    const browser = person.elsewhere();
    const [one, another] = [await start(browser, signIn), await start(browser, signIn)];
    const ofOne = await optionsOf(browser, one);
    expectRejected(await browser.prove(another, { kind: "passkey", credential: device.get(ofOne) }));

    const confirming = await start(person, stepUp);
    expectRejected(await person.prove(confirming, { kind: "passkey", credential: device.get(ofOne) }));
    const ofStepUp = await optionsOf(person, confirming);
    expectRejected(await browser.prove(one, { kind: "passkey", credential: device.get(ofStepUp) }));

    expectStatus(await browser.prove(one, { kind: "passkey", credential: device.get(ofOne) }), 200);
    const theirs = await browser.prove(confirming, { kind: "passkey", credential: device.get(ofStepUp) });
    expect(slugOf(theirs)).toBe("not-found");
    const { id, options } = await begin(person);
    expect(slugOf(await complete(browser, id, authenticator().create(options)))).toBe("proof-rejected");
  });

  test("a challenge of a binding signs nobody in, and one of a sign-in binds nothing", async () => {
    expectStatus(await person.proveByPasskey(device), 200);
    const { id, options } = await begin(person);
    const browser = person.elsewhere();
    const attempt = await start(browser, signIn);
    const asked = await optionsOf(browser, attempt);
    const crossed = device.get({ ...asked, challenge: options.challenge });
    expectRejected(await browser.prove(attempt, { kind: "passkey", credential: crossed }));
    expectRejected(await complete(person, id, authenticator().create({ ...options, challenge: asked.challenge })));
  });

  test("a challenge is over when its time is", async () => {
    const browser = person.elsewhere();
    const id = await start(browser, signIn);
    const credential = device.get(await optionsOf(browser, id));
    server.clock.advance(600);
    expect(slugOf(await browser.prove(id, { kind: "passkey", credential }))).toBe("attempt-closed");
  });

  test("a counter that runs backwards: refused, and recorded as a cloned key", async () => {
    const owner = await (await new Person(server).signUp()).signIn();
    const key = authenticator();
    await owner.bindPasskey(key);
    const stolen = key.clone();
    expectStatus(await owner.elsewhere().proveByPasskey(key), 200);
    expectStatus(await owner.elsewhere().proveByPasskey(key), 200);
    expectRejected(await new Person(server).proveByPasskey(stolen));
    const { read } = server.services.database;
    const events = await read.selectFrom("events").selectAll().where("accountId", "=", owner.accountId).execute();
    const dataOf = (type: string): unknown[] =>
      events.filter((event) => event.type === type).map(({ data }) => JSON.parse(data));
    expect(dataOf("passkey.cloned")).toMatchObject([{ storedCounter: 2, givenCounter: 1, name: "Laptop" }]);
    expect(dataOf("sign-in.rejected")).toMatchObject([{ method: "passkey", reason: "passkey-cloned" }]);
  });

  test("a counter that is always 0 says nothing", async () => {
    const owner = await (await new Person(server).signUp()).signIn();
    const synced = authenticator({ counts: false, backupEligible: true });
    await owner.bindPasskey(synced);
    for (let times = 0; times < 3; times++) expectStatus(await owner.elsewhere().proveByPasskey(synced), 200);
  });

  test("wrong answers never lock a passkey out, whoever gives them", async () => {
    for (let attempt = 0; attempt < 12; attempt++) {
      const browser = person.elsewhere();
      const id = await start(browser, { purpose: "sign-in", email: person.email });
      const options = await optionsOf(browser, id);
      for (let wrong = 0; wrong < 5; wrong++)
        expectRejected(
          await browser.prove(id, { kind: "passkey", credential: device.get(options, { tamperSignature: true }) }),
        );
      const sixth = await browser.prove(id, { kind: "passkey", credential: device.get(options) });
      expect(slugOf(sixth)).toBe("attempt-closed");
    }
    expectStatus(await person.elsewhere().proveByPasskey(device), 200);
  });

  test("a challenge is spent once, whoever spends it, by fifty at a time", async () => {
    const { services } = server;
    const binding = { purpose: "sign-in", subjectId: "attm_none", sessionId: null } as const;
    const challenge = await services.transact((work) => issueChallenge(work, binding));
    const row = await findChallenge(services, challenge, binding);
    expect(await findChallenge(services, challenge, { ...binding, purpose: "bind" })).toBe(undefined);
    const spend = () => services.transact(({ tx }) => markChallengeSpent(tx, row!.id, services.now()));
    const spent = await Promise.all(Array.from({ length: 50 }, spend));
    expect(spent.filter(Boolean)).toHaveLength(1);
    expect(await findChallenge(services, challenge, binding)).toBe(undefined);
  });

  test("what is no credential at all is no proof either", async () => {
    const browser = person.elsewhere();
    const id = await start(browser, signIn);
    const { response, ...rest } = device.get(await optionsOf(browser, id));
    for (const clientDataJSON of ["", "e30", "bm90IGpzb24", Buffer.from("null").toString("base64url")]) {
      const reply = await browser.prove(id, {
        kind: "passkey",
        credential: { ...rest, response: { ...response, clientDataJSON } },
      });
      expectRejected(reply);
    }
    const bad = await browser.prove(id, {
      kind: "passkey",
      credential: { ...rest, response: { ...response, signature: 7 } },
    });
    expect(slugOf(bad)).toBe("invalid-request");
  });
});

function hex(base64url: string): string {
  return Buffer.from(base64url, "base64url").toString("hex");
}
