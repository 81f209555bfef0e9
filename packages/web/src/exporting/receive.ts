/** The stream ended before it was whole, or stood still for good. */
export class BrokenOff extends Error {}

/** Reads an answer to its end, telling how much has come. Throws `BrokenOff` when the end never does. */
export async function receive(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<Blob> {
  const pieces: Blob[] = [];
  let bytes = 0;
  try {
    for (const reader = stream.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(pieces);
      // The browser may keep blobs on disk, so a long export needs no memory of its size.
      pieces.push(new Blob([value]));
      bytes += value.byteLength;
      onProgress(bytes);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new BrokenOff("The answer ended too early.", { cause });
  }
}

/** The file name an answer gives itself. */
export function nameOf(contentDisposition: string | null): string | undefined {
  return /filename="([^"/\\]+)"/.exec(contentDisposition ?? "")?.[1];
}
