import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha1 } from "../../../crypto/hash.ts";
import { buildFilter } from "./build-filter.ts";
import { entryBytes, headBytes, indexBytes } from "./filter-format.ts";
import { openFilter } from "./read-filter.ts";

const hash = (text: string): string => Buffer.from(sha1(text)).toString("hex").toUpperCase();
const some = Array.from({ length: 20_000 }, (_, each) => `password ${each}`);

describe("a filter of breached passwords", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "filter-"));
    const lines = some.map((each, place) =>
      place % 3 === 0 ? each : place % 3 === 1 ? `${hash(each)}:${place}` : hash(each).toLowerCase(),
    );
    // Twice, out of order, with both kinds of line ends and an empty line.
    writeFileSync(at("list"), [...lines, "", ...lines.slice(0, 500)].join("\r\n"));
    await buildFilter(at("list"), at("filter"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("has what is on the list, each once, and nothing else", async () => {
    const filter = await openFilter(at("filter"), { verify: true });
    for (const each of some) expect(await filter.has(hash(each)), each).toBe(true);
    for (let each = 0; each < 20_000; each++) expect(await filter.has(hash(`another ${each}`))).toBe(false);
    await filter.close();
    expect(statSync(at("filter")).size).toBe(headBytes + indexBytes + some.length * entryBytes);
  });

  test("has the first and the last hash there can be", async () => {
    writeFileSync(at("ends"), `${"0".repeat(40)}:1\n${"F".repeat(40)}:1\n`);
    await buildFilter(at("ends"), at("ends.filter"));
    const filter = await openFilter(at("ends.filter"));
    expect([await filter.has("0".repeat(40)), await filter.has("F".repeat(40))]).toEqual([true, true]);
    expect([await filter.has("0".repeat(11).padEnd(40, "1")), await filter.has("E".repeat(40))]).toEqual([
      false,
      false,
    ]);
    await filter.close();
  });

  test("has no padding, and no white space behind a hash", async () => {
    writeFileSync(at("odd"), `${hash("padding")}:0\n${hash("spaced")}:3 \n${hash("tabbed")}\t\n`);
    expect(await buildFilter(at("odd"), at("odd.filter"))).toBe(2);
    const filter = await openFilter(at("odd.filter"));
    expect(await Promise.all(["padding", "spaced", "tabbed"].map((each) => filter.has(hash(each))))).toEqual([
      false,
      true,
      true,
    ]);
    await filter.close();
  });

  test.each([
    ["NTLM hashes", `${"0123456789ABCDEF".repeat(2)}:12`],
    ["ranges without their beginning", `${"0123456789ABCDEF".repeat(3).slice(0, 35)}:12`],
  ])("is not made of %s", async (_name, line) => {
    writeFileSync(at("other"), `${line}\n`);
    await expect(buildFilter(at("other"), at("other.filter"))).rejects.toThrow(/another kind/);
    expect(readdirSync(folder)).not.toContain("other.filter");
  });

  test("leaves nothing beside it", () => {
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["cut off", (bytes) => bytes.subarray(0, -1)],
    ["longer", (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ["of another version", (bytes) => Buffer.concat([Buffer.from("mortise-breach-2"), bytes.subarray(16)])],
    ["with another index", (bytes) => (bytes.writeUInt8(1, headBytes + 3), bytes)],
    ["empty", () => Buffer.alloc(0)],
  ])("%s is refused when it is opened", async (_name, change) => {
    writeFileSync(at("broken"), change(Buffer.from(readFileSync(at("filter")))));
    await expect(openFilter(at("broken"))).rejects.toThrow(/breached build|make it again/);
  });

  test("with other entries is refused when all of it is read", async () => {
    const bytes = readFileSync(at("filter"));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(at("broken"), bytes);
    await expect(openFilter(at("broken"), { verify: true })).rejects.toThrow(/damaged/);
  });
});
