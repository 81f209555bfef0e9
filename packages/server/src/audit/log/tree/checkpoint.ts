import { fromBase64, toBase64 } from "../../../crypto/base64.ts";
import type { TreeHash } from "./merkle.ts";

/** What a log says of itself at some time: so many entries, under this root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: TreeHash;
}

/** The text of a checkpoint's note. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the text of a checkpoint's note. Lines after the third are allowed and say nothing here. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith("\n")) return undefined;
  const [origin = "", size = "", encoded = "", ...more] = text.slice(0, -1).split("\n");
  const root = fromBase64(encoded);
  if (origin === "" || more.includes("") || !isSize(size) || root?.length !== 32) return undefined;
  return { origin, size: Number(size), root };
}

/** Whether a text is a tree's size in its one spelling. */
export function isSize(text: string): boolean {
  return /^(0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text));
}
