import { exportEvents, type ExportWish } from "../../src/audit/export-events.ts";
import { linesOf } from "../../src/audit/log/bundle/formats/detect.ts";
import { getLogKey, verifierKeyOf } from "../../src/audit/log/log-key.ts";
import { logVerifier } from "../../src/crypto/verifier-key.ts";
import { BundleVerifier, type Trust, type Verdict } from "../../src/audit/log/bundle/verify-bundle.ts";
import type { Services } from "../../src/services.ts";

/** An export as lines with their line ends. */
export async function exportLines(services: Services, wish: Partial<ExportWish> = {}): Promise<string[]> {
  const { pieces } = await exportEvents(services, { scope: "deployment", format: "jsonl", ...wish });
  const lines: string[] = [];
  for await (const line of linesOf(pieces)) lines.push(line);
  return lines;
}

/** An export's text as lines with their line ends. */
export async function splitLines(text: string): Promise<string[]> {
  const lines: string[] = [];
  async function* whole() {
    yield await Promise.resolve(text);
  }
  for await (const line of linesOf(whole())) lines.push(line);
  return lines;
}

/** What the log's own key says of a bundle. */
export async function verifyLines(
  services: Services,
  lines: readonly string[],
  trust: Omit<Trust, "key"> = {},
): Promise<Verdict> {
  const key = logVerifier(verifierKeyOf(await getLogKey(services)));
  return verifyWith({ key, ...trust }, lines);
}

export function verifyWith(trust: Trust, lines: readonly string[]): Verdict {
  const verifier = new BundleVerifier(trust);
  for (const line of lines) {
    const bad = verifier.take(line);
    if (bad) return bad;
  }
  return verifier.finish();
}
