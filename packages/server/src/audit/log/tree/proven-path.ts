import { hashNode, inclusionPath, type LeafRange, type TreeHash } from "./merkle.ts";

/** A subtree whose hash is known to be right. */
interface Proven extends LeafRange {
  readonly hash: TreeHash;
}

/**
 * Shows leaf after leaf, in rising order, to be in one tree. A proof that held shows its siblings' hashes right as well, so that
 * the next leaf's proof only reaches up to the sibling it lies under: many leaves cost little more than one hash each.
 */
export class ProvenPath {
  // Subtrees to the right of the last leaf, the nearest last.
  private readonly right: LeafRange[];
  private nextIndex = 0;

  constructor(size: number) {
    this.right = size > 0 ? [{ start: 0, count: size }] : [];
  }

  /** The subtrees whose hashes the proof of this leaf consists of, the lowest first; undefined for one that does not rise, or is outside. */
  advance(index: number): { readonly under: LeafRange; readonly siblings: readonly LeafRange[] } | undefined {
    if (!Number.isSafeInteger(index) || index < this.nextIndex) return undefined;
    let under = this.right.pop();
    while (under && under.start + under.count <= index) under = this.right.pop();
    if (!under || under.start > index) return undefined;
    const siblings = inclusionPath(index - under.start, under.count, under.start);
    this.nextIndex = index + 1;
    // The lowest sibling is the nearest.
    for (let at = siblings.length - 1; at >= 0; at--) if (siblings[at]!.start > index) this.right.push(siblings[at]!);
    return { under, siblings };
  }
}

/** The same with the hashes: what an offline reader keeps. */
export class ProofReader {
  private readonly path: ProvenPath;
  private readonly known: Proven[];

  constructor(size: number, root: TreeHash) {
    this.path = new ProvenPath(size);
    this.known = size > 0 ? [{ start: 0, count: size, hash: root }] : [];
  }

  /** Whether this leaf is at this place of the tree. `proof` holds the siblings' hashes, the lowest first. */
  accepts(index: number, leaf: TreeHash, proof: readonly TreeHash[]): boolean {
    const step = this.path.advance(index);
    if (!step || step.siblings.length !== proof.length) return false;
    while (this.known.at(-1) && this.known.at(-1)!.start !== step.under.start) this.known.pop();
    const under = this.known.pop();
    if (!under || under.count !== step.under.count) return false;
    let hash = leaf;
    for (const [at, { start }] of step.siblings.entries())
      hash = start > index ? hashNode(hash, proof[at]!) : hashNode(proof[at]!, hash);
    if (!Buffer.from(hash).equals(under.hash)) return false;
    for (let at = step.siblings.length - 1; at >= 0; at--) {
      const sibling = step.siblings[at]!;
      if (sibling.start > index) this.known.push({ ...sibling, hash: proof[at]! });
    }
    return true;
  }
}
