import { sha256Hasher } from "../../../crypto/hash.ts";
import { type Acted, decideTellsWhereabouts } from "../../../rules/log/reading.ts";
import { toBase64 } from "../../../crypto/base64.ts";
import { saltBytes } from "../tree/entry.ts";
import { actedOf, type BundleEnd, type BundleHead, type BundleLine, type LineProof, readerOf } from "./bundle-line.ts";
import type { LeafWithEvent } from "./export.sql.ts";
import { type BundleFormat, withEnd } from "./formats/format.ts";
import type { TreeHash } from "../tree/merkle.ts";
import { ProvenPath } from "../tree/proven-path.ts";

/** What a bundle is made of. */
export interface BundleSource {
  readonly head: BundleHead;
  readonly format: BundleFormat;
  /** The leaves to show, in rising order, a batch at a time. */
  readonly batches: AsyncIterable<readonly LeafWithEvent[]>;
  /** The log at the checkpoint's size. */
  readonly tree: { readonly size: number; root(start: number, count: number): Promise<TreeHash> };
  readonly origin: string;
  /** Signs a text with the log's key: a note. */
  sign(text: string): string;
}

/** Writes a bundle, a batch at a time: what it holds in memory does not grow with it. Nothing but the header when there is no event. */
export async function* writeBundle(source: BundleSource): AsyncGenerator<string> {
  const { format, batches, tree, head } = source;
  const path = new ProvenPath(tree.size);
  const digest = sha256Hasher();
  let lines = 0;
  let held: BundleLine | undefined;
  digest.update(format.header);
  let piece = format.header;
  for await (const batch of batches) {
    for (const leaf of batch) {
      if (held) {
        const text = format.write(held);
        digest.update(text);
        piece += text;
      }
      held = toLine(leaf, await pathOf(path, tree, leaf.leafIndex), { head, isFirst: lines === 0 });
      lines++;
    }
    yield piece;
    piece = "";
  }
  if (!held) {
    yield piece;
    return;
  }
  digest.update(format.write(held));
  const end = signEnd(source, lines, digest.digest());
  yield piece + format.write(withEnd(held, end));
}

function signEnd({ origin, sign }: BundleSource, lines: number, hash: Uint8Array): BundleEnd {
  const digest = toBase64(hash);
  return { lines, digest, note: sign(endText({ origin, lines, digest })) };
}

/** What is signed of a bundle's end. No checkpoint begins like this. */
export function endText({ origin, lines, digest }: { origin: string; lines: number; digest: string }): string {
  return `mortise-log-bundle/1\n${origin}\n${lines}\n${digest}\n`;
}

async function pathOf(path: ProvenPath, tree: BundleSource["tree"], index: number): Promise<string[]> {
  const step = path.advance(index);
  if (!step) throw new Error(`The log's leaf ${index} is out of order.`);
  const hashes: string[] = [];
  for (const { start, count } of step.siblings) hashes.push(toBase64(await tree.root(start, count)));
  return hashes;
}

function toLine(
  leaf: LeafWithEvent,
  path: string[],
  { head, isFirst }: { head: BundleHead; isFirst: boolean },
): BundleLine {
  const { leafIndex: index, accountNumber, organizationNumber, salts } = leaf;
  const proof: LineProof = {
    index,
    path,
    ...(salts && { salts: toBase64(salts) }),
    ...(accountNumber !== null && { accountNumber }),
    ...(organizationNumber !== null && { organizationNumber }),
  };
  const more = isFirst ? { bundle: head } : undefined;
  if (leaf.id === null) return toGoneLine(leaf, path, more);
  const outline = outlineOf(leaf);
  const [id, at] = [leaf.id, instant(leaf.at ?? 0)];
  const gone = whyGone(leaf, actedOf(outline), head);
  if (gone) {
    // Whoever had the salt of the details could find by trying what is not said.
    const outlineSalt = salts?.subarray(0, saltBytes);
    const rest = { ...(outlineSalt && { salts: toBase64(outlineSalt) }), detailsHash: toBase64(leaf.detailsHash) };
    return { id, at, gone, ...outline, proof: { ...proof, ...rest, ...more } };
  }
  const { ip, device } = leaf;
  return {
    id,
    at,
    ...outline,
    ip,
    device,
    place: parse(leaf.place),
    data: parse(leaf.data) ?? {},
    proof: { ...proof, ...more },
  };
}

function outlineOf({ type, actorKind, actorId, accountId, organizationId, sessionId, requestId }: LeafWithEvent) {
  return {
    type: type ?? "",
    actor: { kind: actorKind ?? "", id: actorId },
    account: accountId,
    organization: organizationId,
    session: sessionId,
    request: requestId,
  };
}

// Details are one leaf: they cannot be shown without where somebody acted from.
function whyGone({ erasedAt }: LeafWithEvent, acted: Acted, head: BundleHead): "erased" | "withheld" | undefined {
  if (erasedAt !== null) return "erased";
  return decideTellsWhereabouts(acted, readerOf(head)) ? undefined : "withheld";
}

// Nothing is left but its place, its instant and what its outline and details hash to.
function toGoneLine(leaf: LeafWithEvent, path: string[], more: { bundle: BundleHead } | undefined): BundleLine {
  const hashes = { outlineHash: toBase64(leaf.outlineHash), detailsHash: toBase64(leaf.detailsHash) };
  return {
    id: leaf.leafEventId,
    at: instant(leaf.leafAt),
    gone: leaf.expiredAt === null ? "missing" : "expired",
    proof: { index: leaf.leafIndex, path, ...hashes, ...more },
  };
}

const instant = (at: number): string => new Date(at).toISOString();

// A row that somebody has written nonsense into is shown as it is: the proof then fails at this line.
function parse(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : { unreadable: text };
  } catch {
    return { unreadable: text };
  }
}
