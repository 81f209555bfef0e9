import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { sealedPlaces } from "../../src/commands/keys.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { bindPhone, codeSentTo, halfSignIn, askCode, newNumber } from "../support/phones.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const newKey = Buffer.alloc(32, 9).toString("base64");
const both = `${newKey},${testRootKey}`;

describe.each(dialects)("root keys on %s", (dialect) => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });

  async function begin(): Promise<{ url: string; start: (key: string) => Promise<TestServer> }> {
    const database = await createDatabase(dialect, { isMigrated: true });
    open.push({ close: () => database.drop() });
    const start = async (key: string): Promise<TestServer> => {
      const server = await startServer(dialect, {
        databaseUrl: database.url,
        settings: { MORTISE_ROOT_KEY: key },
      });
      open.push(server);
      return server;
    };
    return { url: database.url, start };
  }

  async function ending(server: TestServer): Promise<void> {
    open.splice(open.indexOf(server), 1);
    await server.close();
  }

  /** The same person at another server. */
  function at(server: TestServer, known: Person): Person {
    const { password, secrets, recoveryCodes } = known;
    return Object.assign(new Person(server, known.email), { password, secrets, recoveryCodes });
  }

  test("an older one can be taken away once all is sealed anew, and not before", async () => {
    const { url, start } = await begin();
    const before = await start(testRootKey);
    const maya = await (await new Person(before).signUp()).signIn();
    await maya.bindTotp();
    const number = newNumber();
    await bindPhone(maya, number);
    const [code = ""] = maya.recoveryCodes;
    await before.settle?.();
    await ending(before);

    const run = (args: string[], key = both) =>
      runCommand(["keys", ...args], { MORTISE_DATABASE_URL: url, MORTISE_ROOT_KEY: key });
    expect((await run(["show"])).out).toMatch(
      /^[0-9a-f]{8} {2}first: nothing is sealed under it\n[0-9a-f]{8} {2}older: 1 authenticator app, 1 phone number, \d+ messages?, 1 key of the log\nRecovery codes of 1 account are of an older key\.\n$/,
    );
    const first = await run(["reseal"]);
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^Sealed [1-9]\d* secrets under/)]);
    expect(first.out).toContain("Recovery codes of 1 account are of an older root key, which must stay listed.");
    expect((await run(["show"], newKey)).err).toContain("needs another root key");

    const ended = await run(["reseal", "--end-codes", "--as", "dana"]);
    expect(ended.out).toMatch(
      /^Sealed 0 secrets .*\nEnded the recovery codes of 1 account; the owner is told\.\nNothing needs [0-9a-f]{8} any more: /,
    );
    expect((await run(["show"], testRootKey)).err).toContain("needs another root key");

    const after = await start(newKey);
    const later = at(after, maya);
    after.clock.advance(60);
    await later.signIn();
    const attempt = await halfSignIn(later);
    expectStatus(await askCode(later, attempt), 202);
    const text = await codeSentTo(later, number);
    expectStatus(await later.prove(attempt, { kind: "phone", code: text }), 200);
    expect((await later.prove(await halfSignIn(later), { kind: "recovery-code", code })).status).toBe(422);
    await after.settle?.();
    expect((await later.mails()).map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining("Your recovery codes were ended"),
    );
    expect(
      await after.services.database.read
        .selectFrom("events")
        .select(["type", "actorId"])
        .where("type", "in", ["root-key.changed", "recovery-codes.revoked"])
        .orderBy("id")
        .execute(),
    ).toEqual([
      { type: "root-key.changed", actorId: expect.any(String) },
      { type: "recovery-codes.revoked", actorId: "dana" },
      { type: "root-key.changed", actorId: "dana" },
    ]);
  });

  test("new codes free their account of the older one", async () => {
    const { url, start } = await begin();
    const before = await start(testRootKey);
    const maya = await (await new Person(before).signUp()).signIn();
    await maya.bindTotp();
    await ending(before);
    const during = await start(both);
    const later = at(during, maya);
    during.clock.advance(60);
    await later.signIn();
    expectStatus(await later.post("/v1/account/recovery-codes"), 201);
    const done = await runCommand(["keys", "reseal"], { MORTISE_DATABASE_URL: url, MORTISE_ROOT_KEY: both });
    expect(done.out).toContain("any more: take it out");
  });

  test("with one key only there is nothing to do", async () => {
    const { url, start } = await begin();
    const server = await start(testRootKey);
    await (await (await new Person(server).signUp()).signIn()).bindTotp();
    const done = await runCommand(["keys", "reseal"], { MORTISE_DATABASE_URL: url, MORTISE_ROOT_KEY: testRootKey });
    expect(done.out).toMatch(/^Sealed 0 secrets under the root key [0-9a-f]{8}\.\n$/);
  });
});

// What is sealed somewhere else would be lost with the key it is under.
test("every column that holds a sealed value is resealed", () => {
  const folder = new URL("../../src/database/migrations/", import.meta.url);
  const schema = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("");
  const columns = [...schema.matchAll(/\b(sealed_\w+) \$\{blob\}/g)].map(([, column]) => column);
  const known = sealedPlaces.map(({ column }) => column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  expect(known.toSorted()).toEqual(columns.toSorted());
});
