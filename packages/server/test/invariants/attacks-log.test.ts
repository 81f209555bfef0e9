import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { exportEvents } from "../../src/audit/export-events.ts";
import { cosign, witnessVerifier } from "../../src/audit/log/tree/cosignature.ts";
import { eraseEvents } from "../../src/audit/log/forget/erase-events.ts";
import { linesOf } from "../../src/audit/log/bundle/formats/detect.ts";
import { findCheckpoint } from "../../src/audit/log/read-log.ts";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { formatSignature, parseNote } from "../../src/audit/log/tree/signed-note.ts";
import type { VerifierKey } from "../../src/crypto/verifier-key.ts";
import { recordEvent } from "../../src/audit/record-event.ts";
import { openWitnessStore } from "../../src/commands/witness-store.ts";
import { signingKeyOf } from "../../src/crypto/ed25519.ts";
import { exportLines, verifyLines } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { recordMany } from "../support/log.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

describe.each(dialects)("attacks on the log and its exports, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true, settings: { MORTISE_OPERATORS: "olga@example.com" } });
  beforeAll(async () => {
    await recordMany(server, 20);
    await (await new Person(server).signUp()).signIn();
  });

  const newestNote = async (): Promise<string> => (await findCheckpoint(server.services.database.read))!.note;

  test.each([
    ["csv", "signed in with a password", "slipped in"],
    ["ocsf", '"message":"signed in', '"message":"slipped in'],
    ["ocsf", '"severity_id":1', '"severity_id":4'],
    ["ocsf", '"actor":{"user":{"uid":"acct_', '"actor":{"user":{"uid":"acct_x'],
    ["jsonl", '{"id":', '{"ip":"192.0.2.9","id":'],
    ["jsonl", '"proof":{', '"proof":{"end":{},'],
    ["jsonl", '"end":{', '"end":{"lines":1,'],
    ["jsonl", "}}}\n", "}}} \n"],
  ] as const)("the last line of a bundle, %s, is signed to the letter: %s", async (format, is, forged) => {
    const lines = await exportLines(server.services, { format });
    expect(lines.at(-1)).toContain(is);
    const tampered = [...lines.slice(0, -1), lines.at(-1)!.replace(is, forged)];
    expect(await verifyLines(server.services, lines)).toMatchObject({ ok: true });
    expect(await verifyLines(server.services, tampered)).toMatchObject({ ok: false, line: lines.length });
  });

  test("an endless line, or one nested without end, is refused and not gathered", async () => {
    let taken = 0;
    async function* endless() {
      for (; taken < 1000; taken++) yield await Promise.resolve("[".repeat(1 << 18));
    }
    for await (const line of linesOf(endless()))
      expect(await verifyLines(server.services, [line])).toMatchObject({ ok: false, line: 1 });
    expect(taken).toBeLessThan(20);
    const [first = ""] = await exportLines(server.services);
    const nested = first.replace('"data":{', `"data":{"x":${"[".repeat(100_000)}${"]".repeat(100_000)},`);
    expect(await verifyLines(server.services, [nested])).toMatchObject({ ok: false, line: 1 });
  });

  test("a witness vouches for the checkpoint a bundle continues; another key's word does not", async () => {
    await server.seal();
    const older = await newestNote();
    const keyOf = (name: string): { key: VerifierKey; privateKey: Uint8Array } => {
      const { publicKey, privateKey } = signingKeyOf(server.services.random(32));
      return { key: { kind: "witness", name, publicKey }, privateKey };
    };
    const [honest, other] = [keyOf("witness.example"), keyOf("witness.example")];
    const line = cosign(honest.key, honest.privateKey, parseNote(older)!.text, 1);
    const since = older + formatSignature(line);
    await recordMany(server, 3);
    const lines = await exportLines(server.services);
    const verify = (witness: VerifierKey, note?: string) =>
      verifyLines(server.services, lines, { witness: witnessVerifier(witness), since: note });
    expect(await verify(honest.key, since)).toMatchObject({ ok: true });
    const refused = { ok: false, line: 1, problem: expect.stringContaining("witness") as string };
    expect(await verify(honest.key)).toMatchObject(refused);
    expect(await verify(honest.key, older)).toMatchObject(refused);
    expect(await verify(other.key, since)).toMatchObject(refused);
  });

  test("an account erased while the log is exported breaks the export off: it would look tampered with", async () => {
    await recordMany(server, 1200);
    const { pieces } = await exportEvents(server.services, { scope: "deployment", format: "jsonl" });
    await pieces.next();
    server.clock.advance(1);
    await server.services.transact(async (work) => {
      await eraseEvents(work, "acct_3");
      const by = { accountId: "acct_3", actor: { kind: "system" }, data: {} } as const;
      await recordEvent(work, { ...by, type: "account.deleted" });
    });
    const rest = async () => {
      for await (const piece of pieces) expect(piece).not.toContain('"gone"');
    };
    await expect(rest()).rejects.toThrow("forgotten while it was exported");
  });

  test("an operator who begins in the middle of the log leaves an event all the same", async () => {
    const olga = await (await new Person(server, "olga@example.com").signUp()).signIn();
    await olga.bindTotp();
    await olga.signIn();
    const reads = async () =>
      (await olga.get("/v1/account/events?type=events.read")).body.items.map((item: { data: object }) => item.data);
    const end = "evnt_7zzzzzzzzzzzzzzzzzzzzzzzzz";
    expect(expectStatus(await olga.get(`/v1/log/events?limit=2&cursor=${end}`), 200).body.items).toHaveLength(2);
    expect(await reads()).toEqual([{ scope: "deployment" }]);
    // Turning the page is the same reading; another filter, or another session, is not.
    const page = (await olga.get("/v1/log/events?limit=2")).body;
    await olga.get(`/v1/log/events?limit=2&cursor=${page.nextCursor}`);
    expect(await reads()).toHaveLength(2);
    await olga.get(`/v1/log/events?accountId=${olga.accountId}&cursor=${end}`);
    expect((await reads())[0]).toEqual({ scope: "deployment", accountId: olga.accountId });
    await olga.get(`/v1/log/events?accountId=${olga.accountId}&cursor=${end}`);
    expect(await reads()).toHaveLength(3);
    await olga.signIn();
    await olga.get(`/v1/log/events?accountId=${olga.accountId}&cursor=${end}`);
    expect(await reads()).toHaveLength(4);
    server.clock.advance(3601);
    await olga.get(`/v1/log/events?accountId=${olga.accountId}&cursor=${end}`);
    expect(await reads()).toHaveLength(5);
  });

  test("saying in the log that all was forgotten lets nobody remove what is young", async () => {
    const fresh = await startServer(dialect, { quiet: true });
    await recordMany(fresh, 20);
    await fresh.seal();
    await fresh.services.transact(async ({ tx }) => {
      const event = await tx.selectFrom("events").selectAll().limit(1).executeTakeFirstOrThrow();
      const said = { type: "events.expired", accountId: null, data: '{"events":1,"before":9999999999999}' };
      await tx
        .insertInto("events")
        .values({ ...event, ...said, id: "evnt_7000", leafIndex: null })
        .execute();
      await tx.deleteFrom("events").where("leafIndex", "=", 5).execute();
      await tx.updateTable("logLeaves").set({ salts: null, expiredAt: 1 }).where("leafIndex", "=", 5).execute();
    });
    const { found } = await checkLog(fresh.services);
    expect(found).toMatchObject({ leafIndex: 5, problem: expect.stringContaining("before its time") as string });
    await fresh.close();
  });
});

test("two witnesses on one memory both know what either has signed", () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-witness-"));
  try {
    const [a, b] = [openWitnessStore(join(folder, "seen")), openWitnessStore(join(folder, "seen"))];
    a.keep({ origin: "one/log", size: 20, root: new Uint8Array(32) });
    expect(b.find("one/log").size).toBe(20);
    b.keep({ origin: "two/log", size: 3, root: new Uint8Array(32) });
    expect([a.find("one/log").size, a.find("two/log").size]).toEqual([20, 3]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
