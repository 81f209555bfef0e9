import { sha256Of } from "../../../crypto/hash.ts";

/** A hash of the tree: 32 bytes of SHA-256 (RFC 6962 §2.1). */
export type TreeHash = Uint8Array;

/** Keeps an entry from passing for a node. */
export const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of an entry. The prefix keeps an entry from passing for a node. */
export function hashLeaf(entry: Uint8Array): TreeHash {
  return sha256Of(leafPrefix, entry);
}

export function hashNode(left: TreeHash, right: TreeHash): TreeHash {
  return sha256Of(nodePrefix, left, right);
}

/**
 * The hashes of the full subtrees a tree of some size is made of, the largest first: all that is needed to append to it.
 * Its size says how many there are: one for each bit.
 */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly TreeHash[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** Appends leaves. `onNode` hears of every full subtree that is completed: its level (0 for leaves) and its place on it. */
export function appendLeaves(
  { size, hashes }: Frontier,
  leaves: readonly TreeHash[],
  onNode: (level: number, index: number, hash: TreeHash) => void = () => {},
): Frontier {
  const stack = [...hashes];
  let at = size;
  for (const leaf of leaves) {
    onNode(0, at, leaf);
    let hash = leaf;
    let level = 0;
    // Each bit that is set is a full subtree to the left, waiting for one of its size to the right.
    for (let rest = at; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = hashNode(stack.pop()!, hash);
      level++;
      onNode(level, Math.floor(at / 2 ** level), hash);
    }
    stack.push(hash);
    at++;
  }
  return { size: at, hashes: stack };
}

/** The root over a frontier: the Merkle tree hash (RFC 6962 §2.1). */
export function rootOf({ hashes }: Frontier): TreeHash {
  if (hashes.length === 0) return sha256Of();
  return hashes.reduceRight((right, left) => hashNode(left, right));
}

/** The largest power of two smaller than `size`: where RFC 6962 splits a tree. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** A range of leaves whose root a proof needs: from `start`, so many. */
export interface LeafRange {
  readonly start: number;
  readonly count: number;
}

/** The subtrees beside the path from a leaf to the root, the lowest first (RFC 6962 §2.1.1). */
export function inclusionPath(index: number, size: number, start = 0): LeafRange[] {
  if (size <= 1) return [];
  const split = splitOf(size);
  return index < split
    ? [...inclusionPath(index, split, start), { start: start + split, count: size - split }]
    : [...inclusionPath(index - split, size - split, start + split), { start, count: split }];
}

/** The subtrees that show one tree to be the beginning of another, the lowest first (RFC 6962 §2.1.2). */
export function consistencyPath(oldSize: number, size: number): LeafRange[] {
  return oldSize === 0 || oldSize === size ? [] : subProof(oldSize, size, 0, true);
}

function subProof(oldSize: number, size: number, start: number, isWhole: boolean): LeafRange[] {
  if (oldSize === size) return isWhole ? [] : [{ start, count: size }];
  const split = splitOf(size);
  return oldSize <= split
    ? [...subProof(oldSize, split, start, isWhole), { start: start + split, count: size - split }]
    : [...subProof(oldSize - split, size - split, start + split, false), { start, count: split }];
}
