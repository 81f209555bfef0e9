import type { NoteVerifier } from "../../../crypto/verifier-key.ts";
import { fromBase64, toBase64 } from "../../../crypto/base64.ts";

/** One line under a note: who signed, with which key, and what the key's kind makes of it (C2SP signed-note). */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes that tell keys of one name apart. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A text and everything that stands under it, believed or not. */
export interface SignedNote {
  /** Ends with a line feed, which is signed as well. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const mostSignatures = 100;
const mostCharacters = 1_000_000;
const keyIdBytes = 4;
const name = /^[^\s+]+$/u;
// eslint-disable-next-line no-control-regex -- a note holds no control character but the line feed
const control = /[\u0000-\u0009\u000b-\u001f\ufffd]/u;

/** A line under a note, with its line feed. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(Buffer.concat([keyId, signature]))}\n`;
}

export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  return `${text}\n${signatures.map(formatSignature).join("")}`;
}

/** Lines such as a witness answers; undefined when one of them is none. */
export function readSignatures(text: string): NoteSignature[] | undefined {
  if (!text.endsWith("\n")) return undefined;
  const lines = text.slice(0, -1).split("\n").map(readSignature);
  return lines.length <= mostSignatures && lines.every((line) => line !== undefined) ? lines : undefined;
}

function readSignature(line: string): NoteSignature | undefined {
  const [dash, signer = "", encoded = "", ...more] = line.split(" ");
  const bytes = fromBase64(encoded);
  if (dash !== "—" || more.length > 0 || !name.test(signer) || !bytes || bytes.length <= keyIdBytes) return undefined;
  return { name: signer, keyId: bytes.subarray(0, keyIdBytes), signature: bytes.subarray(keyIdBytes) };
}

/** Takes a note apart and believes nothing of it; undefined when it is malformed. */
export function parseNote(note: string): SignedNote | undefined {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || note.length > mostCharacters || control.test(note)) return undefined;
  const signatures = readSignatures(note.slice(split + 2));
  return signatures && { text: note.slice(0, split + 1), signatures };
}

/**
 * Opens a note: what its known keys signed. Lines of unknown keys are left out. Undefined when it is malformed, when a
 * known key's signature is wrong, or when no known key has signed it.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): SignedNote | undefined {
  const parsed = parseNote(note);
  if (!parsed) return undefined;
  const known: NoteSignature[] = [];
  for (const each of parsed.signatures) {
    const verifier = verifiers.find((key) => isOf(key, each));
    if (!verifier || known.some((one) => isOf(verifier, one))) continue;
    if (!verifier.verify(parsed.text, each.signature)) return undefined;
    known.push(each);
  }
  return known.length > 0 ? { text: parsed.text, signatures: known } : undefined;
}

/** Whether a line says it is of this key. */
export function isOf(key: Pick<NoteVerifier, "name" | "keyId">, signature: NoteSignature): boolean {
  return key.name === signature.name && Buffer.from(key.keyId).equals(signature.keyId);
}
