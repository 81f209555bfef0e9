import { createReadStream } from "node:fs";
import { mkdtemp, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { sha1, sha256Hasher, sha256Of } from "../../../crypto/hash.ts";
import { buckets, headBytes, indexBytes, writeHead } from "./filter-format.ts";

const parts = 256;
const keyBytes = 6;
const flushAt = 64 * 1024;

/** What a line stands for: "HASH:count" or "HASH" is a hash, whatever else a password. Undefined for padding, whose count is 0. */
export function hashOfLine(line: string): Uint8Array | undefined {
  const [, hash, count] = /^([0-9A-F]{40})(?::(\d+))?\s*$/i.exec(line) ?? [];
  if (hash !== undefined) return count !== undefined && Number(count) === 0 ? undefined : Buffer.from(hash, "hex");
  // Taken for passwords they would make a filter in which nobody's password is found.
  if (/^(?:[0-9A-F]{32}|[0-9A-F]{35}):\d+\s*$/i.test(line))
    throw new WrongList(
      "The list holds hashes of another kind (NTLM), or ranges without the five letters they begin with. Get the one of whole SHA-1 hashes.",
    );
  return sha1(line);
}

/** Thrown for a list that is none of passwords or their SHA-1. */
export class WrongList extends Error {}

/**
 * Makes a filter of a text with a hash or password a line, in any order. Entries are first laid into 256 files beside the output, then
 * sorted one file after the other: of a thousand million lines 25 MB are in memory. Answers how many different entries it has.
 */
export async function buildFilter(input: string, output: string): Promise<number> {
  const folder = await mkdtemp(join(dirname(output), ".breached-"));
  try {
    await layOut(input, folder);
    const made = join(folder, "filter");
    const count = await putTogether(folder, made);
    await rename(made, output);
    return count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const partOf = (folder: string, part: number): string => join(folder, String(part));

async function layOut(input: string, folder: string): Promise<void> {
  const files = await Promise.all(Array.from({ length: parts }, (_, part) => open(partOf(folder, part), "w")));
  try {
    const waiting = Array.from({ length: parts }, (): Uint8Array[] => []);
    const flush = async (part: number): Promise<void> => {
      const bytes = Buffer.concat(waiting[part]!);
      waiting[part] = [];
      if (bytes.length > 0) await files[part]!.appendFile(bytes);
    };
    for await (const line of createInterface({ input: createReadStream(input), crlfDelay: Infinity })) {
      const key = line === "" ? undefined : hashOfLine(line)?.subarray(0, keyBytes);
      if (!key) continue;
      const part = key[0]!;
      if (waiting[part]!.push(key) * keyBytes >= flushAt) await flush(part);
    }
    for (let part = 0; part < parts; part++) await flush(part);
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

async function putTogether(folder: string, output: string): Promise<number> {
  const file = await open(output, "w");
  try {
    const index = Buffer.alloc(indexBytes);
    const hasher = sha256Hasher();
    let [count, bucket, at] = [0, 0, headBytes + indexBytes];
    for (let part = 0; part < parts; part++) {
      const { entries, ends } = sortPart(await readFile(partOf(folder, part)));
      for (const end of ends) index.writeUIntBE(count + end, bucket++ * keyBytes, keyBytes);
      hasher.update(entries);
      await file.write(entries, 0, entries.length, at);
      at += entries.length;
      count += ends.at(-1) ?? 0;
    }
    const head = writeHead({ count, indexHash: sha256Of(index), entriesHash: hasher.digest() });
    await file.write(Buffer.concat([head, index]), 0, headBytes + indexBytes, 0);
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
}

/** The entries of a part, sorted and each once, and where the buckets in it end. */
function sortPart(bytes: Buffer): { entries: Buffer; ends: number[] } {
  const keys = new Float64Array(bytes.length / keyBytes);
  for (let at = 0; at < keys.length; at++) keys[at] = bytes.readUIntBE(at * keyBytes, keyBytes);
  keys.sort();
  const entries = Buffer.alloc(keys.length * 4);
  const ends = Array.from({ length: buckets / parts }, () => 0);
  let count = 0;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    if (at > 0 && key === keys[at - 1]) continue;
    entries.writeUInt32BE(key % 2 ** 32, count++ * 4);
    ends[Math.floor(key / 2 ** 32) % ends.length] = count;
  }
  for (let each = 1; each < ends.length; each++) ends[each] = Math.max(ends[each]!, ends[each - 1]!);
  return { entries: entries.subarray(0, count * 4), ends };
}
