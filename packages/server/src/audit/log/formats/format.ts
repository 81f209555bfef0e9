import type { BundleEnd, BundleLine } from "../bundle-line.ts";

/** One way to write a bundle. Each line holds one event with its proof, and can be read back without a loss. */
export interface BundleFormat {
  readonly mediaType: string;
  readonly fileEnding: string;
  /** What stands before the first event. */
  readonly header: string;
  /** One event with its line end. */
  write(line: BundleLine): string;
  /** Undefined when the text is not an event in this format. */
  read(text: string): BundleLine | undefined;
  /** What the bundle's end vouches for of its last line: every character but the end's own. */
  withoutEnd(text: string, end: BundleEnd): string;
}

export type FormatName = "jsonl" | "csv" | "ocsf";

/** The line that also ends the bundle. */
export function withEnd(line: BundleLine, end: BundleEnd): BundleLine {
  return { ...line, proof: { ...line.proof, end } };
}

/** The end as it stands in a line's JSON, behind everything else. */
export function endInJson(end: BundleEnd): string {
  return `,"end":${JSON.stringify(end)}`;
}

/** Takes a part out of a text, once; what is not there to the letter stays, and the digest then tells. */
export function takeOut(text: string, part: string): string {
  const at = text.lastIndexOf(part);
  return at < 0 ? text : text.slice(0, at) + text.slice(at + part.length);
}
