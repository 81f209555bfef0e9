import type { BundleHead, BundleLine } from "./bundle-line.ts";

/** What the lines so far have shown. */
export interface Progress {
  readonly head: BundleHead;
  readonly size: number;
  /** Place of the line before; -1 at first. */
  readonly lastIndex: number;
  /** Number of the line before among its account's events. */
  readonly lastNumber: number | undefined;
}

const day = 86_400_000;

/** What is wrong with the place of a line; undefined when nothing is. */
export function faultOfPlace(
  { proof, account }: BundleLine,
  { head, size, lastIndex, lastNumber }: Progress,
): string | undefined {
  const { index, accountNumber } = proof;
  if (index >= size) return `it claims place ${index}, but the signed checkpoint knows of ${size} events only`;
  if (index <= lastIndex) return `it is out of order: place ${index} comes after place ${lastIndex}`;
  if (head.scope === "account" && account !== head.account) return "it belongs to another account";
  if (head.filter) return undefined;
  if (head.scope === "deployment" && index !== lastIndex + 1) return `${places(lastIndex + 1, index - 1)} before it`;
  if (head.scope === "account" && lastNumber !== undefined && accountNumber !== lastNumber + 1)
    return `${(accountNumber ?? 0) - lastNumber - 1} of the account's events are missing before it`;
  return undefined;
}

function places(from: number, to: number): string {
  return from === to ? `the event at place ${from} is missing` : `the events at places ${from} to ${to} are missing`;
}

/** What is wrong with what a line says is gone; undefined when that may be. */
export function faultOfGone({ gone, at, id }: BundleLine, head: BundleHead): string | undefined {
  if (gone === "missing") return `the event ${id} was removed from the database`;
  if (gone === "erased" && head.scope === "account") return "its details were removed, though the account is there";
  if (gone !== "expired") return undefined;
  const oldest = Date.parse(head.exportedAt) - Math.max(90, head.retentionDays) * day;
  return Date.parse(at) < oldest ? undefined : `the event ${id} was removed before its time`;
}
