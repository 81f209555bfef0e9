import type { NoteVerifier } from "../../../crypto/verifier-key.ts";
import { fromBase64 } from "../../../crypto/base64.ts";
import type { BundleHead } from "./bundle-line.ts";
import { type Checkpoint, readCheckpoint } from "../tree/checkpoint.ts";
import { appendLeaves, emptyFrontier, type Frontier, rootOf, type TreeHash } from "../tree/merkle.ts";
import { openNote } from "../tree/signed-note.ts";
import { isConsistent } from "../tree/verify-proof.ts";

const changed = "the log is not the one the older checkpoint was signed for: its past was changed";

/** Compares a bundle's log with a checkpoint seen before: by the bundle's proof, or by its own leaves when it holds them all. */
export class OlderCheckpoint {
  private readonly older: Checkpoint;
  private readonly given: string;
  private dense: Frontier | undefined = emptyFrontier;
  private root: TreeHash | undefined;
  private isSettled = false;

  private constructor(older: Checkpoint, given: string) {
    this.older = older;
    this.given = given;
  }

  /** A sentence when the note is not one of this log's. */
  static read(note: string, key: NoteVerifier): OlderCheckpoint | string {
    const opened = openNote(note, [key]);
    const older = opened && readCheckpoint(opened.text);
    if (older?.origin !== key.name) return "the older checkpoint is not signed by the key given";
    return new OlderCheckpoint(older, note);
  }

  isSignedBy(witness: NoteVerifier): boolean {
    return openNote(this.given, [witness]) !== undefined;
  }

  /** What is wrong between the two, as far as the bundle's first line shows. */
  compare({ since }: BundleHead, newer: Checkpoint): string | undefined {
    const { older } = this;
    if (older.size > newer.size)
      return `the log held ${older.size} events when the older checkpoint was signed, and this bundle knows of ${newer.size} only: the newest were removed, or an old checkpoint was put in`;
    const isSame = older.size === newer.size;
    if (!isSame && since?.size !== older.size) return undefined;
    this.isSettled = true;
    const proof = isSame ? [] : readHashes(since?.proof ?? []);
    return proof && isConsistent(older, newer, proof) ? undefined : changed;
  }

  /** With every leaf at hand, the root of any smaller size can be had. */
  note(index: number, leaf: TreeHash): void {
    if (this.isSettled || this.root || !this.dense) return;
    this.dense = this.dense.size === index ? appendLeaves(this.dense, [leaf]) : undefined;
    if (this.dense?.size === this.older.size) this.root = rootOf(this.dense);
  }

  /** What is wrong between the two, now that all lines were seen. */
  settle(): string | undefined {
    const { older, root } = this;
    if (this.isSettled || older.size === 0) return undefined;
    if (!root)
      return `this bundle cannot be compared with the older checkpoint: export it again with --since ${older.size}`;
    return Buffer.from(root).equals(older.root) ? undefined : changed;
  }
}

/** Hashes in base64; undefined when one of them is none. */
export function readHashes(texts: readonly string[]): TreeHash[] | undefined {
  const hashes = texts.map(fromBase64).filter((hash) => hash?.length === 32);
  return hashes.length === texts.length ? (hashes as TreeHash[]) : undefined;
}
