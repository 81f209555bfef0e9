import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Settings, keys, checkpoints: none of them has more. */
const mostBytes = 1024 * 1024;

const noPlainFile = (): Error => new Error("It is no plain file.");

/**
 * Opens a plain file. To open a pipe already waits for its other end, and a device need not end: whoever names one by mistake is
 * told, and neither the start nor a thread that others need waits for it.
 */
export async function openPlainFile(path: string, flags: number, mode?: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NONBLOCK, mode).catch((error: unknown) => {
    // A pipe nobody reads from.
    throw (error as { code?: unknown }).code === "ENXIO" ? noPlainFile() : error;
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw noPlainFile();
}

/** Reads a small plain file whole. */
export function readPlainFile(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw noPlainFile();
    if (found.size > mostBytes) throw new Error("It is larger than 1 MiB.");
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}
