import type { NoteVerifier } from "../../../crypto/verifier-key.ts";
import { sha256Hasher } from "../../../crypto/hash.ts";
import { type BundleHead, type BundleLine, leafOf } from "./bundle-line.ts";
import { type Checkpoint, readCheckpoint } from "../tree/checkpoint.ts";
import { formatOf } from "./formats/detect.ts";
import type { BundleFormat } from "./formats/format.ts";
import { ProofReader } from "../tree/proven-path.ts";
import { openNote } from "../tree/signed-note.ts";
import { faultOfGone, faultOfPlace, numberOf } from "./verify-line.ts";
import { OlderCheckpoint, readHashes } from "./verify-older.ts";
import { endText } from "./write-bundle.ts";

/** What a bundle is checked against. */
export interface Trust {
  /** The log's key, from anywhere but the bundle. */
  readonly key: NoteVerifier;
  /** A checkpoint seen before, as a note. */
  readonly since?: string | undefined;
  /** A witness that must have signed the checkpoint, or the one seen before. */
  readonly witness?: NoteVerifier | undefined;
}

export type Verdict =
  | {
      readonly ok: true;
      readonly lines: number;
      readonly head: BundleHead;
      readonly checkpoint: Checkpoint;
      readonly first: BundleLine;
      readonly last: BundleLine;
    }
  /** `line` counts from 1, the header of a spreadsheet included. */
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** Thrown inside, where a line is wrong. */
class Fault extends Error {}

/** Checks a bundle line by line, with memory that does not grow with it. The first fault ends it. */
export class BundleVerifier {
  private line = 0;
  private events = 0;
  private format: BundleFormat | undefined;
  private head: BundleHead | undefined;
  private checkpoint: Checkpoint | undefined;
  private proofs: ProofReader | undefined;
  private last: BundleLine | undefined;
  private first: BundleLine | undefined;
  private older: OlderCheckpoint | undefined;
  private readonly digest = sha256Hasher();
  private readonly erased = new Map<string, number>();
  private readonly deleted = new Set<string>();
  private readonly trust: Trust;

  constructor(trust: Trust) {
    this.trust = trust;
  }

  /** Takes one line with its line end. Answers the verdict as soon as it is a bad one. */
  take(text: string): Verdict | undefined {
    this.line++;
    return this.guarded(() => this.takeLine(text));
  }

  /** The verdict, when there are no more lines. */
  finish(): Verdict {
    const bad = this.guarded(() => this.checkEnd());
    if (bad) return bad;
    const { line: lines, head, checkpoint, first, last } = this;
    if (!head || !checkpoint || !first || !last) return { ok: false, line: 1, problem: "it holds no events" };
    return { ok: true, lines, head, checkpoint, first, last };
  }

  private guarded(work: () => void): Verdict | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      // Nested deeper than anything can be read.
      const isTooDeep = error instanceof RangeError;
      if (!isTooDeep && !(error instanceof Fault)) throw error;
      return { ok: false, line: Math.max(1, this.line), problem: isTooDeep ? "it is not an event" : error.message };
    }
  }

  private takeLine(text: string): void {
    if (this.last?.proof.end) throw new Fault("something stands behind the bundle's end");
    this.format ??= formatOf(text);
    if (!this.format) throw new Fault("this is not a bundle of events");
    if (this.line === 1 && text === this.format.header) {
      this.digest.update(text);
      return;
    }
    const line = this.format.read(text);
    if (!line) throw new Fault("it is not an event, or holds something that nobody has signed");
    const head = this.begin(line);
    this.checkLine(line, head);
    const signed = line.proof.end ? this.format.withoutEnd(text, line.proof.end) : text;
    if (signed === undefined) throw new Fault("the bundle's end is not written as it was");
    this.digest.update(signed);
    this.first ??= line;
    this.last = line;
    this.events++;
  }

  private begin({ proof: { bundle } }: BundleLine): BundleHead {
    if (this.head) {
      if (bundle) throw new Fault("the bundle begins a second time here");
      return this.head;
    }
    if (!bundle) throw new Fault("the beginning of the bundle is missing");
    const { key, witness } = this.trust;
    const note = openNote(bundle.checkpoint, [key]);
    if (!note) throw new Fault("its checkpoint is not signed by the key given");
    const checkpoint = readCheckpoint(note.text);
    if (checkpoint?.origin !== this.trust.key.name) throw new Fault("its checkpoint is of another log");
    if (this.trust.since !== undefined) {
      const older = OlderCheckpoint.read(this.trust.since, this.trust.key);
      const fault = typeof older === "string" ? older : older.compare(bundle, checkpoint);
      if (typeof older === "string" || fault !== undefined) throw new Fault(fault);
      this.older = older;
    }
    if (witness && !this.older?.isSignedBy(witness) && !openNote(bundle.checkpoint, [witness]))
      throw new Fault("neither its checkpoint nor the older one is signed by the witness");
    this.checkpoint = checkpoint;
    this.proofs = new ProofReader(checkpoint.size, checkpoint.root);
    return (this.head = bundle);
  }

  private checkLine(line: BundleLine, head: BundleHead): void {
    const { index, path } = line.proof;
    const lastIndex = this.last?.proof.index ?? -1;
    const lastNumber = this.last && numberOf(this.last, head);
    const size = this.checkpoint!.size;
    const fault = faultOfPlace(line, { head, size, lastIndex, lastNumber }) ?? faultOfGone(line, head);
    if (fault) throw new Fault(fault);
    const leaf = leafOf(line);
    if (!leaf) throw new Fault("something its proof needs is missing or malformed");
    const proof = readHashes(path);
    if (!proof || !this.proofs!.accepts(index, leaf, proof))
      throw new Fault(
        `the event ${line.id} is not the one that was sealed at place ${index}: it, or its place, was changed`,
      );
    this.noteErasure(line, head);
    this.older?.note(index, leaf);
    if (numberOf(line, head) === 0) throw new Fault("its number is not one");
  }

  // An erased event is honest only if its account was deleted afterwards.
  private noteErasure({ gone, type, account }: BundleLine, head: BundleHead): void {
    if (!account) return;
    if (type === "account.deleted") {
      this.deleted.add(account);
      this.erased.delete(account);
    } else if (
      gone === "erased" &&
      head.scope === "deployment" &&
      !head.filter &&
      !this.deleted.has(account) &&
      !this.erased.has(account)
    )
      this.erased.set(account, this.line);
  }

  private checkEnd(): void {
    const { last, head, checkpoint } = this;
    if (!last || !head || !checkpoint) return;
    const { end } = last.proof;
    if (!end) throw new Fault("the bundle was cut off behind this line");
    const { lines } = end;
    const digest = Buffer.from(this.digest.digest()).toString("base64");
    const note = openNote(end.note, [this.trust.key]);
    if (!note || note.text !== endText({ origin: checkpoint.origin, lines, digest: end.digest }))
      throw new Fault("the bundle's end is not signed by the key given");
    if (lines !== this.events) throw new Fault(`the bundle was made of ${lines} events, and ${this.events} are here`);
    if (digest !== end.digest) throw new Fault("a text that explains an event was changed after the export");
    if (head.scope === "deployment" && !head.filter && last.proof.index !== checkpoint.size - 1)
      throw new Fault(`the newest ${checkpoint.size - 1 - last.proof.index} events are missing behind this line`);
    this.checkErasures();
    const fault = this.older?.settle();
    if (fault !== undefined) throw new Fault(fault);
  }

  private checkErasures(): void {
    for (const [account, line] of this.erased) {
      this.line = line;
      throw new Fault(`the details of an event of ${account} were removed, though that account was never deleted`);
    }
  }
}
