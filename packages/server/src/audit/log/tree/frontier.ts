import type { Frontier } from "./merkle.ts";

const hashBytes = 32;

/** The frontier as the log's state keeps it: its hashes, one after the other. */
export function writeFrontier({ size, hashes }: Frontier): { size: number; frontier: Uint8Array } {
  return { size, frontier: Buffer.concat(hashes) };
}

export function readFrontier({ size, frontier }: { size: number; frontier: Uint8Array }): Frontier {
  const hashes = Array.from({ length: frontier.length / hashBytes }, (_, at) =>
    frontier.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
  return { size, hashes };
}
