import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitLines, verifyLines } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const operatorEmail = "olga@example.com";

describe.each(dialects)("exports on %s", (dialect) => {
  let server: TestServer;
  let olga: Person;
  beforeAll(async () => {
    server = await startServer(dialect, {
      settings: { MORTISE_OPERATORS: `Olga@EXAMPLE.com, other@example.com` },
    });
    olga = await (await new Person(server, operatorEmail).signUp()).signIn();
  });
  afterAll(() => server.close());

  const signedIn = async (): Promise<Person> => (await new Person(server).signUp()).signIn();

  test("an account's events ask for fresh proof, come in three formats, and verify offline", async () => {
    const maya = await signedIn();
    server.clock.advance(601);
    const stale = await maya.get("/v1/account/events/export?format=jsonl");
    expect([stale.status, slugOf(stale), stale.body.stepUp.operation]).toEqual([
      403,
      "step-up-required",
      "export-events",
    ]);
    await maya.stepUp("export-events");
    for (const [format, media, ending] of [
      ["jsonl", "application/x-ndjson", "jsonl"],
      ["csv", "text/csv", "csv"],
      ["ocsf", "application/x-ndjson", "ocsf.jsonl"],
    ]) {
      const reply = expectStatus(await maya.get(`/v1/account/events/export?format=${format}`), 200);
      expect(reply.headers.get("content-type")).toBe(`${media}; charset=utf-8`);
      expect(reply.headers.get("content-disposition")).toBe(`attachment; filename="my-events-2026-11-22.${ending}"`);
      const lines = await splitLines(reply.body as string);
      const verdict = await verifyLines(server.services, lines);
      expect(verdict).toMatchObject({ ok: true, head: { scope: "account", account: maya.accountId } });
      // Nobody else's events, and the export itself is the last of them.
      expect(reply.body).not.toContain(olga.accountId);
      expect(lines.at(-1)).toContain("events.exported");
    }
  });

  test("a slice that leaves one of the account's events out, or shows another's, is found out", async () => {
    const [dana, maya] = [await signedIn(), await signedIn()];
    const lines = await splitLines((await maya.get("/v1/account/events/export")).body as string);
    expect(await verifyLines(server.services, [...lines.slice(0, 1), ...lines.slice(2)])).toMatchObject({
      ok: false,
      line: 2,
      problem: "1 of the account's events are missing before it",
    });
    const others = await splitLines((await dana.get("/v1/account/events/export")).body as string);
    expect(await verifyLines(server.services, [others[0]!, lines[1]!])).toMatchObject({
      ok: false,
      line: 2,
      problem: "it belongs to another account",
    });
  });

  test("a selection says that it is one, and an older checkpoint can be compared with", async () => {
    const maya = await signedIn();
    const before = (await maya.get("/v1/log/checkpoint")).body as string;
    await maya.bindTotp();
    const size = before.split("\n")[1];
    const selected = await maya.get(`/v1/account/events/export?kind=authenticator&since=${size}`);
    const lines = await splitLines(expectStatus(selected, 200).body as string);
    expect(await verifyLines(server.services, lines, { since: before })).toMatchObject({
      ok: true,
      head: { filter: { kind: "authenticator" } },
    });
    const without = await splitLines((await maya.get("/v1/account/events/export")).body as string);
    const verdict = await verifyLines(server.services, without, { since: before });
    expect(verdict).toMatchObject({ ok: false, problem: expect.stringContaining(`--since ${size}`) as string });
    const none = expectStatus(await maya.get("/v1/account/events/export?type=account.deleted"), 200);
    expect(none.body).toBe("");
    for (const query of ["format=xml", "from=yesterday", "since=-1", "kind=other"])
      expect(slugOf(await maya.get(`/v1/account/events/export?${query}`))).toBe("invalid-request");
  });

  test("the deployment's log is for its operators, with two steps; reading and exporting it are events", async () => {
    const maya = await signedIn();
    for (const path of ["/v1/log/events", "/v1/log/events/export"]) {
      const refused = await maya.get(path);
      expect([refused.status, refused.body.reason]).toEqual([403, "not-operator"]);
    }
    expect((await olga.get("/v1/log/events")).body.reason).toBe("two-step-needed");
    expect((await maya.get("/v1/account")).body.operator).toBe(false);
    expect((await olga.get("/v1/account")).body.operator).toBe(true);
    await (await olga.signIn()).bindTotp();
    await olga.signIn();
    const page = expectStatus(await olga.get(`/v1/log/events?accountId=${maya.accountId}`), 200).body;
    expect(page.items[0]).toMatchObject({
      type: "sign-in.accepted",
      actor: { kind: "account", id: maya.accountId, text: maya.name },
      text: expect.stringMatching(/^signed in with a password/) as string,
      account: { id: maya.accountId, name: maya.name, email: maya.email },
    });
    const own = (await olga.get("/v1/account/events")).body.items[0];
    expect(own).toMatchObject({ type: "events.read", actor: { text: "You" }, text: "read the deployment's log" });
    expect(own.data).toEqual({ scope: "deployment", accountId: maya.accountId });
    const all = expectStatus(await olga.get("/v1/log/events/export"), 200);
    const verdict = await verifyLines(server.services, await splitLines(all.body as string));
    expect(verdict).toMatchObject({ ok: true, head: { scope: "deployment" } });
    expect((await olga.get("/v1/account/events")).body.items[0].type).toBe("events.exported");
  });

  test("from the command line, and checked by a program without a server", async () => {
    const maya = await signedIn();
    const folder = mkdtempSync(join(tmpdir(), "mortise-export-"));
    const environment = {
      MORTISE_DATABASE_URL: server.databaseUrl,
      MORTISE_ROOT_KEY: testRootKey,
      MORTISE_PUBLIC_URL: server.services.config.publicUrl,
    };
    const mortise = (...args: string[]) => runCommand(args, environment);
    const [bundle, key] = [join(folder, "log.csv"), join(folder, "log.key")];
    try {
      const written = await mortise("export", bundle, "--format", "csv", "--as", "olga");
      expect(written).toMatchObject({ code: 0, err: "" });
      expect((await mortise("export", bundle)).err).toContain("exists already");
      writeFileSync(key, (await maya.get("/v1/log/key")).body as string);
      const good = await runCommand(["verify", bundle, "--key", key], {});
      expect(good).toMatchObject({ code: 0, err: "" });
      expect(good.out).toContain("The whole log.");
      writeFileSync(bundle, readFileSync(bundle, "utf8").replace("127.0.0.1", "192.0.2.1"));
      const bad = await runCommand(["verify", bundle, "--key", key], {});
      expect(bad.code).toBe(1);
      expect(bad.out).toMatch(/log\.csv: line 2: the event evnt_\w+ is not the one that was sealed at place 0/);
      expect((await runCommand(["verify", bundle, "--key", "nonsense"], {})).err).toContain("not a verifier key");
      expect((await mortise("export", join(folder, "x"), "--account", "nobody@example.com")).code).toBe(1);
      const mine = join(folder, "maya.jsonl");
      expect((await mortise("export", mine, "--account", maya.email)).code).toBe(0);
      expect((await runCommand(["verify", mine, "--key", key], {})).out).toMatch(
        new RegExp(`Events 1 to \\d+ of ${maya.accountId}, none missing between\\.`),
      );
      const told = (await maya.get("/v1/account/events")).body.items[0];
      expect(told).toMatchObject({ type: "events.exported", actor: { kind: "operator", text: "An operator" } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
