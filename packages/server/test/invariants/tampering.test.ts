import { beforeAll, describe, expect, test } from "vitest";
import { findCheckpoint } from "../../src/audit/log/read-log.ts";
import { sealLog } from "../../src/audit/log/seal-log.ts";
import { exportLines, verifyLines, verifyWith } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";
import { logVerifier } from "../../src/crypto/verifier-key.ts";
import { makeSigningKey } from "../../src/crypto/ed25519.ts";
import { getLogKey, verifierKeyOf } from "../../src/audit/log/log-key.ts";
import { cosign, witnessVerifier } from "../../src/audit/log/tree/cosignature.ts";
import { formatSignature } from "../../src/audit/log/tree/signed-note.ts";

type Lines = readonly string[];
type Edited = Record<string, unknown> & { proof: Record<string, unknown> };

const parse = (line: string | undefined): Edited => JSON.parse(line ?? "") as Edited;
const edit = (lines: Lines, at: number, change: (line: Edited) => void): string[] =>
  lines.map((text, index) => {
    if (index !== at) return text;
    const line = parse(text);
    change(line);
    return `${JSON.stringify(line)}\n`;
  });

describe.each(dialects)("a log that was tampered with is found out, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });
  let lines: string[];
  let older: string;
  beforeAll(async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    await sealLog(server.services);
    older = (await findCheckpoint(server.services.database.read))!.note;
    await (await new Person(server).signUp()).signIn();
    lines = await exportLines(server.services);
  });

  const verify = (tampered: Lines, since?: string) => verifyLines(server.services, tampered, { since });
  const last = (): number => lines.length - 1;

  test("untouched, it verifies, also against a checkpoint seen before", async () => {
    expect(lines.length).toBeGreaterThan(8);
    expect(await verify(lines)).toMatchObject({ ok: true, lines: lines.length });
    expect(await verify(lines, older)).toMatchObject({ ok: true });
  });

  const bundleTampers: [
    name: string,
    tamper: (lines: Lines) => Lines,
    line: (count: number) => number,
    says: RegExp,
  ][] = [
    ["data", (all) => edit(all, 3, (line) => (line["data"] = { method: "passkey" })), () => 4, /was changed/],
    ["time", (all) => edit(all, 3, (line) => (line["at"] = "2020-01-01T00:00:00.000Z")), () => 4, /was changed/],
    ["actor", (all) => edit(all, 3, (line) => (line["actor"] = { kind: "system", id: null })), () => 4, /was changed/],
    ["address", (all) => edit(all, 2, (line) => (line["ip"] = "192.0.2.1")), () => 3, /was changed/],
    ["a member nobody signed", (all) => edit(all, 2, (line) => (line["note"] = "x")), () => 3, /nobody has signed/],
    ["two swapped", (all) => [...all.slice(0, 2), all[3]!, all[2]!, ...all.slice(4)], () => 3, /place 2 is missing/],
    ["two swapped with their places", swapPlaces, () => 3, /was changed/],
    ["the first deleted", (all) => all.slice(1), () => 1, /beginning of the bundle is missing/],
    ["the first deleted, its head kept", dropFirst, () => 1, /place 0 is missing/],
    ["one in the middle deleted", (all) => [...all.slice(0, 4), ...all.slice(5)], () => 5, /place 4 is missing/],
    ["the last deleted", (all) => all.slice(0, -1), (count) => count - 1, /cut off/],
    ["the last deleted, its end kept", dropLast, (count) => count - 1, /made of|digest|changed|missing/],
    ["all after the fifth deleted", (all) => all.slice(0, 5), () => 5, /cut off/],
    ["one inserted", (all) => [...all.slice(0, 3), all[2]!, ...all.slice(3)], () => 4, /out of order/],
    ["one called expired", (all) => edit(all, 3, expire), () => 4, /removed before its time/],
    ["something behind the end", (all) => [...all, all[3]!], (count) => count + 1, /behind the bundle's end/],
    ["cut in the middle of a line", (all) => [...all.slice(0, 4), all[4]!.slice(0, 60)], () => 5, /not an event/],
    ["nothing left", () => [], () => 1, /no events/],
  ];

  test.each(bundleTampers)("in the bundle: %s", async (_, tamper, line, says) => {
    const verdict = await verify(tamper(lines));
    expect(verdict).toMatchObject({ ok: false, line: line(lines.length) });
    expect("problem" in verdict ? verdict.problem : "").toMatch(says);
  });

  test("an old checkpoint put in is found by the place it does not reach", async () => {
    const replayed = edit(lines, 0, (line) => ((line.proof["bundle"] as Edited)["checkpoint"] = older));
    expect(await verify(replayed)).toMatchObject({ ok: false, line: 1 });
  });

  test("another key's signature is not the log's", async () => {
    const { publicKey } = makeSigningKey(server.services.random);
    const { origin } = await getLogKey(server.services);
    const verdict = verifyWith({ key: logVerifier({ kind: "log", name: origin, publicKey }) }, lines);
    expect(verdict).toMatchObject({ ok: false, line: 1, problem: "its checkpoint is not signed by the key given" });
  });

  test("an older checkpoint that a witness has signed, and one it has not", async () => {
    const { publicKey, privateKey } = makeSigningKey(server.services.random);
    const key = { kind: "witness", name: "witness.example.com", publicKey } as const;
    const log = logVerifier(verifierKeyOf(await getLogKey(server.services)));
    const text = older.slice(0, older.indexOf("\n\n") + 1);
    const seen = `${older}${formatSignature(cosign(key, privateKey, text, 1_800_000_000))}`;
    const trust = { key: log, witness: witnessVerifier(key) };
    expect(verifyWith({ ...trust, since: seen }, lines)).toMatchObject({ ok: true });
    expect(verifyWith({ ...trust, since: older }, lines)).toMatchObject({
      ok: false,
      problem: "neither its checkpoint nor the older one is signed by the witness",
    });
  });

  test("in a spreadsheet and in OCSF as well, and in the words that explain", async () => {
    for (const format of ["csv", "ocsf"] as const) {
      const given = await exportLines(server.services, { format });
      expect(await verify(given)).toMatchObject({ ok: true, lines: given.length });
      const at = given.findIndex((line) => line.includes("sign-in.accepted"));
      const worded = given.map((line, index) => (index === at ? line.replace("signed in", "slipped in") : line));
      const verdict = await verify(worded);
      expect(verdict).toMatchObject({
        ok: false,
        problem: "a text that explains an event was changed after the export",
      });
      const forged = given.map((line, index) => (index === at ? line.replaceAll("127.0.0.1", "192.0.2.9") : line));
      expect(await verify(forged)).toMatchObject({ ok: false, line: at + 1 });
    }
    expect(last()).toBeGreaterThan(0);
  });
});

function swapPlaces(all: Lines): string[] {
  const [a, b] = [parse(all[2]), parse(all[3])];
  const [first, second] = [
    { ...b, proof: a.proof },
    { ...a, proof: b.proof },
  ];
  return all.map((line, at) =>
    at === 2 ? `${JSON.stringify(first)}\n` : at === 3 ? `${JSON.stringify(second)}\n` : line,
  );
}

function dropFirst(all: Lines): string[] {
  const head = parse(all[0]).proof["bundle"];
  return edit(all.slice(1), 0, (line) => (line.proof["bundle"] = head));
}

function dropLast(all: Lines): string[] {
  const end = parse(all.at(-1)).proof["end"];
  return edit(all.slice(0, -1), all.length - 2, (line) => (line.proof["end"] = end));
}

function expire(line: Edited): void {
  const { id, at, proof } = line;
  for (const name of Object.keys(line)) Reflect.deleteProperty(line, name);
  const zero = Buffer.alloc(32).toString("base64");
  const hashes = { outlineHash: zero, detailsHash: zero };
  Object.assign(line, { id, at, gone: "expired", proof: { index: proof["index"], path: proof["path"], ...hashes } });
}
