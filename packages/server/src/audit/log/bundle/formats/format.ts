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
  /** What the bundle's end vouches for of its last line: all but the end itself, to the letter. Undefined where it is written otherwise. */
  withoutEnd(text: string, end: BundleEnd): string | undefined;
}

/** The line that also ends the bundle. */
export function withEnd(line: BundleLine, end: BundleEnd): BundleLine {
  return { ...line, proof: { ...line.proof, end } };
}

/** Cuts the end out of a line's text, where a format has put it: before what closes the line. Made anew, the rest would hide what was changed in it. */
export function cutEnd(
  text: string,
  end: BundleEnd,
  closing: string,
  inCell = (json: string) => json,
): string | undefined {
  const last = inCell(`,"end":${JSON.stringify(end)}`) + closing;
  return text.endsWith(last) ? text.slice(0, -last.length) + closing : undefined;
}
