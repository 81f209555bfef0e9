import { beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { Person, type Reply } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

/** The shape of an answer: names and types, and the values that are not of this one request. */
function shapeOf(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => shapeOf(each));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each, name)]));
  return ["id", "instance", "expiresAt"].includes(key) ? typeof value : value;
}

describe.each(dialects)("known and unknown addresses on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true, realPasswordCost: true });
  let known: Person;
  let protectedOne: Person;
  beforeAll(async () => {
    const { createAccountForTest } = await import("../support/accounts.ts");
    const add = async () => {
      const person = new Person(server);
      await createAccountForTest(server, {
        email: person.email,
        passwordHash: String(await server.services.passwords.hash(person.password)),
      });
      return person;
    };
    known = await add();
    protectedOne = await (await add()).signIn();
    await protectedOne.bindTotp();
    protectedOne.cookies.clear();
  });

  // Without their values, which are random.
  const cookiesOf = (headers: Headers) => headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, "=…"));

  /** What a request cost: queries and hashes. The queries are those of this request alone: nothing else runs. */
  async function measured(work: () => Promise<Reply>): Promise<{ shape: unknown; queries: number; hashes: number }> {
    const { database, passwords } = server.services;
    const [queries, hashes] = [database.queries, passwords.computed];
    const { status, body, headers } = await work();
    const cost = { queries: database.queries - queries, hashes: passwords.computed - hashes };
    return { shape: [status, shapeOf(body), headers.get("retry-after"), cookiesOf(headers)], ...cost };
  }

  const flows: [string, (email: string) => (() => Promise<Reply>) | Promise<() => Promise<Reply>>][] = [
    [
      "sign-up",
      (email) => () => new Person(server).post("/v1/sign-up", { email, password: "Correct-Horse9", name: "X" }),
    ],
    ["sign-in start", (email) => () => new Person(server).post("/v1/attempts", { purpose: "sign-in", email })],
    ["reset", (email) => () => new Person(server).post("/v1/password-resets", { email })],
    [
      "wrong password",
      async (email) => {
        const { body } = await new Person(server).post("/v1/attempts", { purpose: "sign-in", email });
        return () =>
          new Person(server).post(`/v1/attempts/${body.id}/proofs`, { kind: "password", password: "Wrong-Horse9" });
      },
    ],
    [
      "the fifth wrong password",
      async (email) => {
        const { body } = await new Person(server).post("/v1/attempts", { purpose: "sign-in", email });
        const wrong = () =>
          new Person(server).post(`/v1/attempts/${body.id}/proofs`, { kind: "password", password: "Wrong-Horse9" });
        for (let each = 0; each < 4; each++) await wrong();
        return wrong;
      },
    ],
    [
      "a code where a password is due",
      async (email) => {
        const { body } = await new Person(server).post("/v1/attempts", { purpose: "sign-in", email });
        return () => new Person(server).post(`/v1/attempts/${body.id}/proofs`, { kind: "totp", code: "000000" });
      },
    ],
    [
      "a text message before the first proof",
      async (email) => {
        const { body } = await new Person(server).post("/v1/attempts", { purpose: "sign-in", email });
        return () => new Person(server).post(`/v1/attempts/${body.id}/text-message`, {});
      },
    ],
  ];

  test.each(flows)("%s: same status, same body, same work", async (_name, prepare) => {
    let nobody = 0;
    const work = async (email: string) => measured(await prepare(email));
    // The first refusal of a kind is told, and costs a write: whoever's address it is.
    await work(`nobody${++nobody}@example.com`);
    const unknown = await work(`nobody${++nobody}@example.com`);
    expect(await work(known.email)).toEqual(unknown);
    expect(await work(protectedOne.email)).toEqual(unknown);
    server.clock.advance(3600);
  });

  test("an attempt says nothing of an account before its first proof", async () => {
    for (const person of [known, protectedOne, new Person(server)]) {
      const id = await person.startSignIn();
      expect((await person.get(`/v1/attempts/${id}`)).body.acceptable).toEqual([
        { kind: "passkey", preferred: false },
        { kind: "password", preferred: false },
      ]);
    }
  });

  test("an address that was tried stands in no table and no log", async () => {
    const nobody = new Person(server, "somebody.nobody.knows@example.com");
    const id = await nobody.startSignIn();
    for (let each = 0; each < 6; each++) await nobody.prove(id, { kind: "password", password: "Wrong-Horse9" });
    const { read } = server.services.database;
    for (const table of ["attempts", "events", "tryBudgets", "throttles"] as const)
      expect(JSON.stringify(await read.selectFrom(table).selectAll().execute()), table).not.toContain("nobody.knows");
    expect(server.logged.join("\n")).not.toContain("nobody.knows");
  });
});
