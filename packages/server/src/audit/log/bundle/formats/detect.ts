import type { ExportFormat } from "../../../../vocabulary/states.ts";
import type { BundleFormat } from "./format.ts";
import { jsonl } from "./jsonl.ts";
import { ocsf } from "./ocsf.ts";
import { spreadsheet } from "./spreadsheet.ts";

export const formats: Readonly<Record<ExportFormat, BundleFormat>> = { jsonl, csv: spreadsheet, ocsf };

/** The format a bundle's first line is in. */
export function formatOf(firstLine: string): BundleFormat | undefined {
  if (firstLine === spreadsheet.header) return spreadsheet;
  return [jsonl, ocsf].find((format) => format.read(firstLine));
}

/** Longer than any event with its proof. What is longer is no line, and is not gathered in memory. */
const longestLine = 2_000_000;

/** Cuts a text that comes in pieces into lines with their line ends. A spreadsheet's cell may hold a line end. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  // What of it was looked at: nothing is looked at twice, however long a line is.
  let seen = 0;
  let isQuoted = false;
  let isSheet: boolean | undefined;
  for await (const piece of pieces) {
    rest += piece;
    isSheet ??= rest.includes("\n") ? rest.startsWith(spreadsheet.header) : undefined;
    let from = 0;
    for (let at = rest.indexOf("\n", seen); at >= 0; at = rest.indexOf("\n", seen)) {
      if (isSheet && hasOddQuotes(rest, seen, at)) isQuoted = !isQuoted;
      seen = at + 1;
      if (isQuoted) continue;
      yield rest.slice(from, seen);
      from = seen;
    }
    if (isSheet && hasOddQuotes(rest, seen, rest.length)) isQuoted = !isQuoted;
    rest = rest.slice(from);
    seen = rest.length;
    if (rest.length > longestLine) break;
  }
  if (rest !== "") yield rest;
}

function hasOddQuotes(text: string, from: number, to: number): boolean {
  let isOdd = false;
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 34) isOdd = !isOdd;
  return isOdd;
}
