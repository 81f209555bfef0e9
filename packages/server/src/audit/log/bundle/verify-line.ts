import { decideTellsWhereabouts } from "../../../rules/log/reading.ts";
import { actedOf, type BundleHead, type BundleLine, readerOf } from "./bundle-line.ts";

/** What the lines so far have shown. */
export interface Progress {
  readonly head: BundleHead;
  readonly size: number;
  /** Place of the line before; -1 at first. */
  readonly lastIndex: number;
  /** Number of the line before among its account's or its organization's events. */
  readonly lastNumber: number | undefined;
}

const day = 86_400_000;

/** What is wrong with the place of a line; undefined when nothing is. */
export function faultOfPlace(line: BundleLine, { head, size, lastIndex, lastNumber }: Progress): string | undefined {
  const { account, organization } = line;
  const { index } = line.proof;
  if (index >= size) return `it claims place ${index}, but the signed checkpoint knows of ${size} events only`;
  if (index <= lastIndex) return `it is out of order: place ${index} comes after place ${lastIndex}`;
  if (head.scope === "account" && account !== head.account) return "it belongs to another account";
  if (head.scope === "organization" && organization !== head.organization) return "it belongs to another organization";
  if (head.filter) return undefined;
  if (head.scope === "deployment" && index !== lastIndex + 1) return `${places(lastIndex + 1, index - 1)} before it`;
  const number = numberOf(line, head);
  if (head.scope !== "deployment" && lastNumber !== undefined && number !== lastNumber + 1)
    return `${(number ?? 0) - lastNumber - 1} of the ${head.scope}'s events are missing before it`;
  return undefined;
}

/** Which of its account's or organization's events a line is, as the bundle counts. */
export function numberOf({ proof }: BundleLine, { scope }: BundleHead): number | undefined {
  return scope === "organization" ? proof.organizationNumber : proof.accountNumber;
}

function places(from: number, to: number): string {
  return from === to ? `the event at place ${from} is missing` : `the events at places ${from} to ${to} are missing`;
}

/** What is wrong with what a line says is gone; undefined when that may be. */
export function faultOfGone(line: BundleLine, head: BundleHead): string | undefined {
  const { gone, at, id } = line;
  if (gone === "withheld")
    return decideTellsWhereabouts(actedOf(line), readerOf(head))
      ? "its details were left out without a reason"
      : undefined;
  if (gone === "missing") return `the event ${id} was removed from the database`;
  if (gone === "erased" && head.scope === "account") return "its details were removed, though the account is there";
  if (gone !== "expired") return undefined;
  const oldest = Date.parse(head.exportedAt) - Math.max(90, head.retentionDays) * day;
  return Date.parse(at) < oldest ? undefined : `the event ${id} was removed before its time`;
}
