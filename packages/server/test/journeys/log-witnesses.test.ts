import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAddCheckpoint } from "../../src/audit/log/witness/add-checkpoint.ts";
import { readCheckpoint, formatCheckpoint } from "../../src/audit/log/tree/checkpoint.ts";
import { readCosignature } from "../../src/audit/log/tree/cosignature.ts";
import { getLogKey, signCheckpoint, verifierKeyOf } from "../../src/audit/log/log-key.ts";
import { consistencyProof, openTree } from "../../src/audit/log/read-log.ts";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { makeCheckpoint } from "../../src/audit/log/seal-log.ts";
import { formatNote, openNote, parseNote, readSignatures } from "../../src/audit/log/tree/signed-note.ts";
import {
  formatVerifierKey,
  keyIdOf,
  logVerifier,
  readVerifierKey,
  type VerifierKey,
} from "../../src/crypto/verifier-key.ts";
import { tellWitness } from "../../src/audit/log/witness/tell-witness.ts";
import { createWitnessServer } from "../../src/commands/witness-server.ts";
import { openWitnessStore } from "../../src/commands/witness-store.ts";
import { makeSigningKey, signEd25519 } from "../../src/crypto/ed25519.ts";
import { systemRandom } from "../../src/crypto/random.ts";
import { dialects } from "../support/databases.ts";
import { copyLog, recordMany } from "../support/log.ts";
import { Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const minute = 60;
const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => void server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));

describe.each(dialects)("witnesses of the log on %s", (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-witness-"));
  const storePath = join(folder, "store");
  const filePath = join(folder, "checkpoints.txt");
  const pair = makeSigningKey(systemRandom);
  const key: VerifierKey = { kind: "witness", name: "witness.example.com", publicKey: pair.publicKey };
  const hooks: { headers: Record<string, unknown>; body: string }[] = [];
  const logs: VerifierKey[] = [];
  let server: TestServer;
  let witness: Server;
  let hook: Server;
  let url: string;

  beforeAll(async () => {
    hook = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        hooks.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    witness = startWitness();
    url = `http://127.0.0.1:${await listen(witness)}`;
    const hookUrl = `webhook+http://127.0.0.1:${await listen(hook)}/hook`;
    server = await startServer(dialect, {
      quiet: true,
      settings: {
        MORTISE_LOG_WITNESSES: [`file:${filePath}`, `${url}/#${formatVerifierKey(key)}`, hookUrl].join(", "),
        MORTISE_LOG_WITNESS_SECRET: "whsec_c2VjcmV0",
      },
    });
    logs.push(verifierKeyOf(await getLogKey(server.services)));
  });
  afterAll(async () => {
    await server.close();
    for (const each of [witness, hook]) each.closeAllConnections();
    witness.close();
    hook.close();
    rmSync(folder, { recursive: true });
  });

  const startWitness = (): Server =>
    createWitnessServer({
      logs,
      key,
      privateKey: pair.privateKey,
      store: openWitnessStore(storePath),
      now: () => 5000,
    });
  const rows = () => server.services.database.read.selectFrom("logWitnesses").selectAll().orderBy("url").execute();
  const row = async (kind: string) => (await rows()).find((each) => each.url.startsWith(kind))!;
  const grow = async () => {
    await recordMany(server, 10);
    await server.seal();
    return makeCheckpoint(server.services);
  };
  const publish = async () => {
    server.clock.advance(minute);
    await server.publish();
  };
  const disagreements = async () =>
    (
      await server.services.database.read
        .selectFrom("events")
        .select("data")
        .where("type", "=", "log.witness-disagreed")
        .execute()
    ).map(({ data }) => JSON.parse(data) as { witness: string; problem: string });
  const ask = async (body: string) => {
    const reply = await fetch(`${url}/add-checkpoint`, { method: "POST", body });
    return { status: reply.status, type: reply.headers.get("content-type"), text: await reply.text() };
  };
  const proofOf = async (from: number, to: number) =>
    consistencyProof(openTree(server.services.database.read, to), from);

  test("each is told of the newest checkpoint, once a minute at most, by one of many", async () => {
    const first = await grow();
    await Promise.all(Array.from({ length: 10 }, () => server.publish()));
    expect((await rows()).map(({ size }) => size)).toEqual([10, 10, 10]);
    expect(readFileSync(filePath, "utf8")).toBe(first.note);
    expect(statSync(filePath).mode & 0o777).toBe(0o600);
    expect(hooks).toHaveLength(1);
    await grow();
    await server.publish();
    expect((await rows()).map(({ size }) => size)).toEqual([10, 10, 10]);
    await publish();
    expect((await rows()).map(({ size, failedAt }) => [size, failedAt])).toEqual(Array(3).fill([20, null]));
    expect(readFileSync(filePath, "utf8").split("\n\n").length).toBe(4);
    expect(hooks).toHaveLength(2);
  });

  test("the webhook gets the checkpoint, signed", async () => {
    const { headers, body } = hooks[0]!;
    const sent = JSON.parse(body) as { origin: string; size: number; checkpoint: string };
    expect(sent).toMatchObject({ origin: logs[0]!.name, size: 10 });
    expect(readCheckpoint(openNote(sent.checkpoint, [logVerifier(logs[0]!)])!.text)!.size).toBe(10);
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const expected = createHmac("sha256", "secret").update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  });

  test("the witness's signature stands under the public checkpoint, and the page names who has seen it", async () => {
    const person = await (await new Person(server).signUp()).signIn();
    const note = (await person.get("/v1/log/checkpoint?size=20")).body as string;
    const parsed = parseNote(note)!;
    expect(parsed.signatures.map(({ name }) => name)).toEqual([logs[0]!.name, key.name]);
    expect(readCosignature(key, parsed.text, parsed.signatures[1]!)).toBe(5);
    expect(readCosignature(key, parsed.text.replace("20", "21"), parsed.signatures[1]!)).toBeUndefined();
    const shown = (await person.get("/v1/log")).body.witnesses as { name: string; size: number; failing: boolean }[];
    expect(shown.map(({ name, size, failing }) => [name, size, failing])).toEqual([
      ["checkpoints.txt", 20, false],
      [new URL(url).host, 20, false],
      [expect.stringMatching(/^127\.0\.0\.1:\d+$/), 20, false],
    ]);
  });

  test("one that is ahead or behind of what is remembered is continued from where it is", async () => {
    await server.services.transact(({ tx }) =>
      tx.updateTable("logWitnesses").set({ size: 3 }).where("url", "like", "http%").execute(),
    );
    const { size } = await grow();
    await publish();
    expect([(await row("http")).size, await disagreements()]).toEqual([size, []]);
  });

  test("a witness server answers as the protocol says", async () => {
    const { size, note, root } = await makeCheckpoint(server.services);
    const logKey = await getLogKey(server.services);
    const held = { status: 409, type: "text/x.tlog.size", text: `${size}\n` };
    const again = await ask(formatAddCheckpoint({ oldSize: size, proof: [], note }));
    expect(again.status).toBe(200);
    expect(readCosignature(key, parseNote(note)!.text, readSignatures(again.text)![0]!)).toBe(5);
    expect(await ask(formatAddCheckpoint({ oldSize: 0, proof: [], note }))).toEqual(held);
    const forked = signCheckpoint(server.services, logKey, { size, root: Buffer.alloc(32) });
    expect(await ask(formatAddCheckpoint({ oldSize: size, proof: [], note: forked }))).toEqual(held);
    const older = signCheckpoint(server.services, logKey, { size: size - 1, root });
    expect((await ask(formatAddCheckpoint({ oldSize: size, proof: [], note: older }))).status).toBe(400);
    expect(await ask(formatAddCheckpoint({ oldSize: size - 1, proof: [], note: older }))).toEqual(held);
    const longer = signCheckpoint(server.services, logKey, { size: size + 1, root: Buffer.alloc(32) });
    expect(
      (await ask(formatAddCheckpoint({ oldSize: size, proof: await proofOf(10, size), note: longer }))).status,
    ).toBe(422);
    const text = parseNote(note)!.text;
    const other = makeSigningKey(systemRandom);
    const wrong = formatNote(text, [
      { ...parseNote(note)!.signatures[0]!, signature: signEd25519(other.privateKey, text) },
    ]);
    expect((await ask(formatAddCheckpoint({ oldSize: size, proof: [], note: wrong }))).status).toBe(403);
    const foreign: VerifierKey = { kind: "log", name: "elsewhere.example.com/log", publicKey: other.publicKey };
    const unknown = formatCheckpoint({ origin: foreign.name, size, root });
    const strange = formatNote(unknown, [
      { name: foreign.name, keyId: keyIdOf(foreign), signature: signEd25519(other.privateKey, unknown) },
    ]);
    expect((await ask(formatAddCheckpoint({ oldSize: size, proof: [], note: strange }))).status).toBe(404);
    for (const body of [
      "",
      "old x\n\n",
      `old 1\nAAAA\n\n${note}`,
      `new 1\n\n${note}`,
      `old 1\n\n${note.slice(5)}x`,
      "x".repeat(70_000),
    ])
      expect((await ask(body)).status).toBe(400);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/else`, { method: "POST" })).status).toBe(404);
  });

  test("of fifty different continuations at once it signs one", async () => {
    const { size } = await makeCheckpoint(server.services);
    const logKey = await getLogKey(server.services);
    const { read } = server.services.database;
    const { hash } = await read.selectFrom("logLeaves").selectAll().limit(1).executeTakeFirstOrThrow();
    const store = openWitnessStore(join(folder, "race"));
    const racing = createWitnessServer({ logs, key, privateKey: pair.privateKey, store, now: () => 0 });
    const port = await listen(racing);
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        const note = signCheckpoint(server.services, logKey, { size: size + at, root: hash });
        const body = formatAddCheckpoint({ oldSize: 0, proof: [], note });
        return (await fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: "POST", body })).status;
      }),
    );
    expect([statuses.filter((each) => each === 200).length, statuses.filter((each) => each === 409).length]).toEqual([
      1, 49,
    ]);
    expect(openWitnessStore(join(folder, "race")).find(logKey.origin).size).toBe(store.find(logKey.origin).size);
    racing.closeAllConnections();
    racing.close();
  });

  test("an answer in its name without its signature counts as none", async () => {
    const other = makeSigningKey(systemRandom);
    const store = openWitnessStore(join(folder, "impostor"));
    const impostor = createWitnessServer({ logs, key, privateKey: other.privateKey, store, now: () => 0 });
    const asked = new URL(`http://127.0.0.1:${await listen(impostor)}`);
    const setting = { setting: asked.href, name: asked.host, kind: "http", url: asked, key } as const;
    const newest = await makeCheckpoint(server.services);
    const telling = { knownSize: 0, ended: new AbortController().signal };
    await expect(tellWitness(server.services, setting, newest, telling)).rejects.toThrow(/signature is not of the key/);
    impostor.closeAllConnections();
    impostor.close();
  });

  test("one that does not answer is told later; of what it says nothing but the reason is kept", async () => {
    const port = Number(new URL(url).port);
    witness.closeAllConnections();
    await new Promise((resolve) => void witness.close(resolve));
    const { size } = await grow();
    await publish();
    expect(await row("http")).toMatchObject({ lastError: "ECONNREFUSED", failedAt: server.clock.now() });
    // Started again it remembers, from its file.
    witness = startWitness();
    await new Promise<void>((resolve) => void witness.listen(port, "127.0.0.1", resolve));
    await publish();
    expect(await row("http")).toMatchObject({ lastError: null, failedAt: null, size });
  });

  test("a log that was set back and went on differently is found by each of them, once, and by the check", async () => {
    const restore = await copyLog(server);
    const remembered = await rows();
    await grow();
    await publish();
    await restore();
    for (const { url: of, ...set } of remembered)
      await server.services.transact(({ tx }) =>
        tx.updateTable("logWitnesses").set(set).where("url", "=", of).execute(),
      );
    await recordMany(server, 3);
    await server.seal();
    expect((await checkLog(server.services)).found?.problem).toMatch(
      /^the witness checkpoints.txt holds a checkpoint of \d+ entries, the log has \d+$/,
    );
    await publish();
    const found = await disagreements();
    expect(found.map((each) => each.witness).sort()).toEqual([new URL(url).host, "checkpoints.txt"].sort());
    expect(found.find((each) => each.witness === new URL(url).host)?.problem).toMatch(
      /newer checkpoint than this log has/,
    );
    await recordMany(server, 40);
    await server.seal();
    await publish();
    await publish();
    expect(await disagreements()).toHaveLength(2);
    expect((await checkLog(server.services)).found?.problem).toMatch(/that this log does not continue$/);
    expect(server.logged.some((line) => line.includes("a witness contradicts the log"))).toBe(true);
  });

  test("what a witness remembers is never taken for nothing when it cannot be read", () => {
    const broken = join(folder, "broken");
    writeFileSync(broken, "id.example.com/log 12\n");
    expect(() => openWitnessStore(broken)).toThrow(/not the memory of a witness/);
  });

  test("the key of a witness is read as it is written", () => {
    expect(readVerifierKey(formatVerifierKey(key))).toEqual({ ...key, publicKey: Buffer.from(key.publicKey) });
  });
});
