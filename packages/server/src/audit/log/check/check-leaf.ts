import { equalBytes } from "../../../crypto/hash.ts";
import { mayBeExpired } from "../../../rules/log/check.ts";
import type { EventRow } from "../../events.sql.ts";
import { hashDetails, hashEntry, hashOutline, saltBytes } from "../tree/entry.ts";
import type { LeafRow } from "../leaves.sql.ts";
import { detailsOf, outlineOf } from "../tree/outline.ts";

/** What a leaf is held against. */
export interface LeafFacts {
  /** Events that say they are this entry; one, unless it has expired. */
  readonly events: readonly EventRow[];
  /** Up to when events were forgotten, as the log itself says. */
  readonly forgottenBefore: number | null;
  /** Whether the log says that this account was deleted. */
  wasDeleted(accountId: string | null): boolean;
}

/** What is wrong with a leaf and the event it stands for, as the rest of a sentence about it; undefined when nothing is. */
export function checkLeaf(leaf: LeafRow, facts: LeafFacts): string | undefined {
  const { eventId: id, at, outlineHash, detailsHash, hash } = leaf;
  if (!equalBytes(hashEntry({ id, at, outlineHash, detailsHash }), hash)) return "its leaf was rewritten";
  const [event, ...more] = facts.events;
  if (more.length > 0) return "more than one event says it is this entry";
  if (leaf.expiredAt !== null) return checkExpired(leaf, event, facts);
  if (!event) return "its event was removed";
  if (event.id !== id) return `another event, ${event.id}, stands in its place`;
  if (event.at !== at) return "its time was changed";
  return checkContent(leaf, event, facts);
}

function checkExpired(leaf: LeafRow, event: EventRow | undefined, { forgottenBefore }: LeafFacts): string | undefined {
  if (event || leaf.salts !== null) return "it is marked as expired, but is still there";
  return mayBeExpired({ at: leaf.at, forgottenBefore })
    ? undefined
    : "it is marked as expired before its time: its event was removed";
}

function checkContent(leaf: LeafRow, event: EventRow, { wasDeleted }: LeafFacts): string | undefined {
  const salts = leaf.salts ?? new Uint8Array();
  const isErased = leaf.erasedAt !== null;
  if (salts.length !== (isErased ? saltBytes : 2 * saltBytes)) return "its salts were changed";
  const outline = outlineOf(event, leaf);
  if (!isSame(() => hashOutline(salts.subarray(0, saltBytes), outline), leaf.outlineHash))
    return "its type, or who did it to whom, was changed";
  if (!isErased)
    return isSame(() => hashDetails(salts.subarray(saltBytes), detailsOf(event)), leaf.detailsHash)
      ? undefined
      : "its details were changed";
  if (!wasDeleted(event.accountId)) return "it is marked as erased, but its account was not deleted";
  const { data, ip, device, place } = event;
  return data === "{}" && ip === null && device === null && place === null
    ? undefined
    : "it is marked as erased, but says something";
}

// What was written over it need not even be JSON.
function isSame(hash: () => Uint8Array, sealed: Uint8Array): boolean {
  try {
    return equalBytes(hash(), sealed);
  } catch {
    return false;
  }
}
