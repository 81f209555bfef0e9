import { sha256Of } from "../../../crypto/hash.ts";

/**
 * A filter: the first 48 bits of each SHA-1, sorted. The first 16 say which bucket, whose end the index tells; the other 32 stand in
 * it. Of a thousand million entries about one other password in 280,000 is taken for one of them.
 *
 * | bytes | |
 * |---|---|
 * | 16 | "mortise-breach-1", the version with it |
 * | 8 | how many entries |
 * | 32 | SHA-256 of the index |
 * | 32 | SHA-256 of the entries |
 * | 65536 × 6 | the index: how many entries the buckets have up to and with each |
 * | 4 each | the entries |
 */
export const magic = "mortise-breach-1";
export const buckets = 65_536;
export const headBytes = 16 + 8 + 32 + 32;
export const indexBytes = buckets * 6;
export const entryBytes = 4;

export interface FilterHead {
  readonly count: number;
  readonly indexHash: Uint8Array;
  readonly entriesHash: Uint8Array;
}

export function writeHead({ count, indexHash, entriesHash }: FilterHead): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(count));
  return Buffer.concat([Buffer.from(magic), size, indexHash, entriesHash]);
}

/** Reads the beginning of a filter. Throws with what is wrong. */
export function readHead(bytes: Buffer, fileBytes: number): FilterHead & { readonly index: Buffer } {
  if (bytes.length < headBytes + indexBytes || bytes.toString("latin1", 0, 16) !== magic)
    throw new Error("It is no filter of this version: make one with `mortise breached build`.");
  const count = Number(bytes.readBigUInt64BE(16));
  const [indexHash, entriesHash] = [bytes.subarray(24, 56), bytes.subarray(56, 88)];
  const index = bytes.subarray(headBytes, headBytes + indexBytes);
  if (fileBytes !== headBytes + indexBytes + count * entryBytes || !indexHash.equals(sha256Of(index)))
    throw new Error("It is cut off or damaged: make it again.");
  return { count, indexHash, entriesHash, index };
}
