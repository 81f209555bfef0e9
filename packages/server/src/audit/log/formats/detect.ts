import { isWholeRow } from "./csv.ts";
import type { BundleFormat, FormatName } from "./format.ts";
import { jsonl } from "./jsonl.ts";
import { ocsf } from "./ocsf.ts";
import { spreadsheet } from "./spreadsheet.ts";

export const formats: Readonly<Record<FormatName, BundleFormat>> = { jsonl, csv: spreadsheet, ocsf };

/** The format a bundle's first line is in. */
export function formatOf(firstLine: string): BundleFormat | undefined {
  if (firstLine === spreadsheet.header) return spreadsheet;
  return [jsonl, ocsf].find((format) => format.read(firstLine));
}

/** Cuts a text that comes in pieces into lines with their line ends. A spreadsheet's cell may hold a line end. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let isSheet: boolean | undefined;
  for await (const piece of pieces) {
    rest += piece;
    isSheet ??= rest.includes("\n") ? rest.startsWith(spreadsheet.header) : undefined;
    let from = 0;
    for (let at = rest.indexOf("\n"); at >= 0; at = rest.indexOf("\n", at + 1)) {
      const line = rest.slice(from, at + 1);
      if (isSheet && !isWholeRow(line)) continue;
      yield line;
      from = at + 1;
    }
    rest = rest.slice(from);
  }
  if (rest !== "") yield rest;
}
