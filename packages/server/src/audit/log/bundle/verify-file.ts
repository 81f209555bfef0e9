import { createReadStream } from "node:fs";
import { linesOf } from "./formats/detect.ts";
import { BundleVerifier, type Trust, type Verdict } from "./verify-bundle.ts";

/** Checks a bundle in a file. Reads it once, from the front. Throws when the file cannot be read. */
export async function verifyFile(file: string, trust: Trust): Promise<Verdict> {
  const verifier = new BundleVerifier(trust);
  const pieces = createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 }) as AsyncIterable<string>;
  for await (const line of linesOf(pieces)) {
    const bad = verifier.take(line);
    if (bad) return bad;
  }
  return verifier.finish();
}
