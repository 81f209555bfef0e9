import { constants } from "node:fs";
import { openPlainFile } from "../../../config/plain-file.ts";
import { equalBytes, sha256Hasher } from "../../../crypto/hash.ts";
import { entryBytes, headBytes, indexBytes, readHead } from "./filter-format.ts";

/** A filter on disk. Its index is kept in memory, its entries are read a bucket at a time. */
export interface Filter {
  has(hash: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens a filter. Throws with what is wrong with it. Reads all of it only to `verify`. */
export async function openFilter(path: string, { verify = false } = {}): Promise<Filter> {
  const file = await openPlainFile(path, constants.O_RDONLY);
  try {
    const beginning = Buffer.alloc(headBytes + indexBytes);
    const { bytesRead } = await file.read(beginning, 0, beginning.length, 0);
    const { index, entriesHash } = readHead(beginning.subarray(0, bytesRead), (await file.stat()).size);
    if (verify) {
      const hasher = sha256Hasher();
      for await (const chunk of file.createReadStream({ start: beginning.length, autoClose: false }))
        hasher.update(chunk as Buffer);
      if (!equalBytes(entriesHash, hasher.digest())) throw new Error("Its entries are damaged: make it again.");
    }
    const endOf = (bucket: number): number => (bucket < 0 ? 0 : index.readUIntBE(bucket * 6, 6));
    return {
      async has(hash) {
        const [bucket, wanted] = [Number.parseInt(hash.slice(0, 4), 16), Number.parseInt(hash.slice(4, 12), 16)];
        const [from, to] = [endOf(bucket - 1), endOf(bucket)];
        const entries = Buffer.alloc((to - from) * entryBytes);
        const { bytesRead } = await file.read(entries, 0, entries.length, beginning.length + from * entryBytes);
        if (bytesRead !== entries.length) throw new Error("The filter is cut off.");
        return isAmong(entries, wanted);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function isAmong(entries: Buffer, wanted: number): boolean {
  let [low, high] = [0, entries.length / entryBytes];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries.readUInt32BE(middle * entryBytes);
    if (entry === wanted) return true;
    if (entry < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
