import { constants } from "node:fs";
import { openPlainFile } from "../../../config/plain-file.ts";
import { type Checkpoint, readCheckpoint } from "../tree/checkpoint.ts";
import { openNote } from "../tree/signed-note.ts";
import { logVerifier, type VerifierKey } from "../../../crypto/verifier-key.ts";

/** More than a checkpoint with its signatures takes. */
const tailBytes = 16 * 1024;

/** Appends a note, and is done when it is on the disk. Notes stand one below the other, a blank line between them. */
export async function appendNote(path: string, note: string): Promise<void> {
  const file = await openPlainFile(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
  try {
    const { size } = await file.stat();
    await file.appendFile(size > 0 ? `\n${note}` : note);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The last checkpoint in a file that this key has signed; undefined when there is no such file, or nothing of the kind in it. */
export async function readLastCheckpoint(path: string, key: VerifierKey): Promise<Checkpoint | undefined> {
  const text = await readTail(path);
  // A note is three lines, a blank one and signatures; one that was being written when the machine stopped is passed over.
  const starts = [...text.matchAll(/(?<=^|\n)[^\n]+\n\d+\n[A-Za-z0-9+/=]+\n\n—/g)].map(({ index }) => index).reverse();
  for (const start of starts) {
    const note = text.slice(start).split(/(?<=\n)\n(?!—)/)[0] ?? "";
    const opened = openNote(note, [logVerifier(key)]);
    const checkpoint = opened && readCheckpoint(opened.text);
    if (checkpoint?.origin === key.name) return checkpoint;
  }
  return undefined;
}

async function readTail(path: string): Promise<string> {
  const file = await openPlainFile(path, constants.O_RDONLY).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  });
  if (!file) return "";
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await file.close();
  }
}
