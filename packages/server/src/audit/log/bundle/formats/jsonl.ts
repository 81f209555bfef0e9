import { isBundleLine } from "../bundle-schema.ts";
import { type BundleFormat, cutEnd } from "./format.ts";

/** JSON Lines: one object an event, with everything there is. */
export const jsonl: BundleFormat = {
  mediaType: "application/x-ndjson",
  fileEnding: "jsonl",
  header: "",
  write: (line) => `${JSON.stringify(line)}\n`,
  read: readJson,
  withoutEnd: (text, end) => cutEnd(text, end, "}}\n"),
};

export function readJson(text: string) {
  try {
    const line: unknown = JSON.parse(text);
    return isBundleLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}
