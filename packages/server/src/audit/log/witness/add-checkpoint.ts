import { fromBase64, toBase64 } from "../../../crypto/base64.ts";
import { isSize } from "../tree/checkpoint.ts";
import type { TreeHash } from "../tree/merkle.ts";

/** What a log asks a witness to sign (C2SP tlog-witness). */
export interface AddCheckpoint {
  readonly oldSize: number;
  /** That the tree of the old size is how the new one begins. */
  readonly proof: readonly TreeHash[];
  readonly note: string;
}

const longestProof = 63;

export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`;
}

export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const split = body.indexOf("\n\n");
  if (split < 0) return undefined;
  const [first = "", ...lines] = body.slice(0, split).split("\n");
  const size = /^old (\d+)$/.exec(first)?.[1] ?? "";
  const proof = lines.map(fromBase64).filter((hash) => hash?.length === 32) as TreeHash[];
  if (!isSize(size) || lines.length > longestProof || proof.length < lines.length) return undefined;
  return { oldSize: Number(size), proof, note: body.slice(split + 2) };
}
