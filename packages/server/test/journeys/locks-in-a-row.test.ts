import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const hour = 60 * 60;
const wrong = { kind: "password", password: "Wrong-Horse9" };
const another = "Brand-new-Horse7";

describe.each(dialects)("wrong tries in a row on %s", (dialect) => {
  const server = setServer(dialect);
  const signedUp = () => new Person(server).signUp();

  /** As many wrong answers as are judged, over as long as it takes. */
  async function fail(person: Person, times: number, answer: object = wrong, begin = () => person.startSignIn()) {
    for (let done = 0; done < times; done += 5) {
      if (done % 10 === 0) server.clock.advance(hour);
      const id = await begin();
      for (let each = 0; each < Math.min(5, times - done); each++)
        expect(slugOf(await person.prove(id, answer))).toBe("proof-rejected");
    }
    server.clock.advance(hour);
  }
  const right = async (person: Person): Promise<Reply> =>
    person.prove(await person.startSignIn(), { kind: "password", password: person.password });
  async function reset(person: Person, password: string): Promise<void> {
    await person.post("/v1/password-resets", { email: person.email });
    expectStatus(
      await person.post("/v1/password-resets/complete", { token: await person.mailedToken(), password }),
      204,
    );
    person.password = password;
  }

  test("a reset lifts the password's lock, and no other kind's", async () => {
    const maya = await (await signedUp()).signIn();
    await maya.bindTotp();
    const stranger = new Person(server, maya.email);
    const codes = await stranger.startSignIn();
    await stranger.prove(codes, { kind: "password", password: maya.password });
    const more = await stranger.startSignIn();
    await stranger.prove(more, { kind: "password", password: maya.password });
    for (const id of [codes, more])
      for (let each = 0; each < 5; each++)
        expect(slugOf(await stranger.prove(id, { kind: "totp", code: "000000" }))).toBe("proof-rejected");
    for (const id of [await stranger.startSignIn(), await stranger.startSignIn()])
      for (let each = 0; each < 5; each++) await stranger.prove(id, wrong);
    expect(slugOf(await right(maya.elsewhere()))).toBe("too-many-attempts");
    await reset(maya, another);
    const fresh = maya.elsewhere();
    const id = await fresh.startSignIn();
    expectStatus(await fresh.prove(id, { kind: "password", password: another }), 200);
    expect(slugOf(await fresh.prove(id, { kind: "totp", code: maya.freshCode() }))).toBe("too-many-attempts");
  });

  test("after a hundred not even the right one is judged, until a reset by mail", async () => {
    const maya = await signedUp();
    const stranger = new Person(server, maya.email);
    await fail(stranger, 100);
    for (const wait of [0, 24 * hour, 300 * 24 * hour]) {
      server.clock.advance(wait);
      await server.maintain();
      const refused = await right(maya.elsewhere());
      expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([
        429,
        "too-many-attempts",
        "too-many-in-a-row",
      ]);
    }
    await reset(maya, another);
    await maya.elsewhere().signIn();
  });

  test("an address nobody has is told the same, in the same words", async () => {
    const [maya, nobody] = [await signedUp(), new Person(server)];
    for (const each of [maya, nobody]) await fail(new Person(server, each.email), 100);
    const [known, unknown] = [await right(maya), await right(nobody)].map(({ status, body }) => {
      const { instance: _instance, requestId: _requestId, ...rest } = body;
      return { status, ...rest };
    });
    expect(unknown).toEqual(known);
  });

  test("a stranger's hundred does not shut out a device that has signed in before, whose right answer ends the row", async () => {
    const maya = await (await signedUp()).signIn();
    await fail(new Person(server, maya.email), 100);
    expect((await right(maya.elsewhere())).body.reason).toBe("too-many-in-a-row");
    await maya.signIn();
    await maya.elsewhere().signIn();
  });

  test("known devices have a hundred too, together", async () => {
    const maya = await (await signedUp()).signIn();
    const second = await maya.elsewhere().signIn();
    await fail(maya, 50);
    await fail(second, 50);
    expect((await right(maya)).body.reason).toBe("too-many-in-a-row");
    expect((await right(second)).body.reason).toBe("too-many-in-a-row");
    await maya.elsewhere().signIn();
  });

  test("ninety-nine, a right one and ninety-nine more shut nobody out", async () => {
    const maya = await signedUp();
    for (let round = 0; round < 2; round++) {
      await fail(new Person(server, maya.email), 99);
      await maya.elsewhere().signIn();
    }
  });

  test("codes have the same end; setting the kind up anew begins anew", async () => {
    const maya = await (await signedUp()).signIn();
    await maya.bindTotp();
    const stranger = new Person(server, maya.email);
    const begin = async (): Promise<string> => {
      const id = await stranger.startSignIn();
      expectStatus(await stranger.prove(id, { kind: "password", password: maya.password }), 200);
      return id;
    };
    await fail(stranger, 100, { kind: "totp", code: "000000" }, begin);
    expect((await stranger.prove(await begin(), { kind: "totp", code: maya.freshCode() })).body.reason).toBe(
      "too-many-in-a-row",
    );
    await reset(maya, another);
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    expectStatus(await other.prove(id, { kind: "password", password: another }), 200);
    expect((await other.prove(id, { kind: "totp", code: maya.freshCode() })).body.reason).toBe("too-many-in-a-row");
    expectStatus(await other.prove(id, { kind: "recovery-code", code: maya.recoveryCodes[0]! }), 200);
    await other.bindTotp();
    server.clock.advance(60);
    const third = other.elsewhere();
    const last = await third.startSignIn();
    expectStatus(await third.prove(last, { kind: "password", password: another }), 200);
    expectStatus(await third.prove(last, { kind: "totp", code: other.freshCode() }), 200);
  });

  test("of forty at once no more are judged than are left of the hundred", async () => {
    const maya = await signedUp();
    const stranger = new Person(server, maya.email);
    await fail(stranger, 95);
    const ids = await Promise.all(Array.from({ length: 40 }, () => stranger.startSignIn()));
    const replies = await Promise.all(ids.map((id) => stranger.prove(id, wrong)));
    expect(replies.filter((reply) => slugOf(reply) === "proof-rejected")).toHaveLength(5);
  });
});
