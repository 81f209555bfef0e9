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
  /** What the bundle's end vouches for of its last line: all but the end itself. */
  withoutEnd(text: string): string;
}

export type FormatName = "jsonl" | "csv" | "ocsf";

/** The line that also ends the bundle. */
export function withEnd(line: BundleLine, end: BundleEnd): BundleLine {
  return { ...line, proof: { ...line.proof, end } };
}

/** Takes the end out of a line, wherever a format has put it. */
export function dropEnd(line: BundleLine): BundleLine {
  const proof: Partial<Record<keyof BundleLine["proof"], unknown>> = { ...line.proof };
  delete proof.end;
  return { ...line, proof: proof as BundleLine["proof"] };
}
