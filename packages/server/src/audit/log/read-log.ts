import type { Reader } from "../../database/database.ts";
import { listLeafHashes } from "./leaves.sql.ts";
import { type CheckpointRow, findNewestCheckpoint, listNodes } from "./log.sql.ts";
import { consistencyPath, hashNode, inclusionPath, type LeafRange, rootOf, type TreeHash } from "./tree/merkle.ts";
import { levelsApart } from "./seal-batch.ts";

/** The newest checkpoint; undefined before the first. */
export function findCheckpoint(read: Reader): Promise<CheckpointRow | undefined> {
  return findNewestCheckpoint(read);
}

/** The sealed log as it was at some size: hashes of any part of it. */
export interface Tree {
  readonly size: number;
  /** The root over so many leaves from `start`, as paths name them: one full subtree, or the end of the tree. */
  root(start: number, count: number): Promise<TreeHash>;
}

/** A full tile: 256 hashes of one level, and what stands above them up to the next tile. */
const tileWidth = 2 ** levelsApart;
type Tile = readonly (readonly TreeHash[])[];

/**
 * Opens the log for reading. What is kept of it is of constant size: the tile last read of each level and the last one
 * there is, because paths of growing indexes need these two.
 */
export function openTree(read: Reader, size: number): Tree {
  const tiles = new Map<string, { readonly index: number; readonly tile: Promise<Tile> }>();
  const ends = new Map<number, Promise<TreeHash>>();
  const tileOf = (level: number, index: number): Promise<Tile> => {
    const isLast = index === Math.floor(size / 2 ** level / tileWidth);
    const place = `${level}/${isLast ? "last" : "current"}`;
    const known = tiles.get(place);
    if (known?.index === index) return known.tile;
    const tile = readTile(read, size, level, index);
    tiles.set(place, { index, tile });
    return tile;
  };
  const full = async (level: number, index: number): Promise<TreeHash> => {
    const above = level % levelsApart;
    const tile = await tileOf(level - above, Math.floor((index * 2 ** above) / tileWidth));
    const hash = tile[above]?.[index % (tileWidth / 2 ** above)];
    if (!hash) throw new Error(`The log has no hash ${index} on level ${level}.`);
    return hash;
  };
  const over = async (start: number, count: number): Promise<TreeHash> => {
    const hashes: TreeHash[] = [];
    for (const { level, index } of fullSubtrees(start, count)) hashes.push(await full(level, index));
    return rootOf({ size: count, hashes });
  };
  return {
    size,
    root(start, count) {
      if (start + count > size) throw new Error(`The log has no ${count} leaves from ${start}.`);
      if (start + count < size) return over(start, count);
      const known = ends.get(start) ?? over(start, count);
      ends.set(start, known);
      return known;
    },
  };
}

/** The full subtrees a range is made of, the largest first. The range begins where its largest one may. */
function fullSubtrees(start: number, count: number): { level: number; index: number }[] {
  const found: { level: number; index: number }[] = [];
  let [at, rest] = [start, count];
  for (let level = Math.floor(Math.log2(Math.max(count, 1))); rest > 0; level--) {
    const width = 2 ** level;
    if (width > rest) continue;
    found.push({ level, index: at / width });
    at += width;
    rest -= width;
  }
  return found;
}

async function readTile(read: Reader, size: number, level: number, index: number): Promise<Tile> {
  const from = index * tileWidth;
  const to = Math.min(from + tileWidth, Math.floor(size / 2 ** level));
  const rows = level === 0 ? await listLeafHashes(read, from, to) : await listNodes(read, level, from, to);
  if (rows.length !== to - from) throw new Error(`The log has ${rows.length} hashes from ${from} on level ${level}.`);
  const tile: TreeHash[][] = [rows.map(({ hash }) => hash)];
  for (let above = 1; above < levelsApart; above++) {
    const below = tile[above - 1]!;
    tile.push(
      Array.from({ length: Math.floor(below.length / 2) }, (_, at) => hashNode(below[2 * at]!, below[2 * at + 1]!)),
    );
  }
  return tile;
}

const rootsOf = async (tree: Tree, path: readonly LeafRange[]): Promise<TreeHash[]> => {
  const hashes: TreeHash[] = [];
  for (const { start, count } of path) hashes.push(await tree.root(start, count));
  return hashes;
};

/** Proves that a leaf stands in the tree. */
export function inclusionProof(tree: Tree, index: number): Promise<TreeHash[]> {
  return rootsOf(tree, inclusionPath(index, tree.size));
}

/** Proves that the tree began as an older one was. */
export function consistencyProof(tree: Tree, oldSize: number): Promise<TreeHash[]> {
  return rootsOf(tree, consistencyPath(oldSize, tree.size));
}
