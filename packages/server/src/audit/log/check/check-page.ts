import type { Reader } from "../../../database/database.ts";
import { boundForgotten } from "../../../rules/log/retention.ts";
import type { Services } from "../../../services.ts";
import type { EventRow } from "../../events.sql.ts";
import { checkLeaf, type LeafFacts } from "./check-leaf.ts";
import { listDeleted, listEventsOfLeaves, listForgotten, listLeaves } from "./check.sql.ts";
import type { LeafRow } from "../leaves.sql.ts";
import { holdLog } from "../log.sql.ts";

/** What is wrong with the log. */
export interface LogProblem {
  /** A sentence for the operator, without its full stop. */
  readonly problem: string;
  readonly leafIndex?: number;
  /** Whether a clock that was set back, and noted nowhere, looks the same. */
  readonly mayBeClock?: boolean;
}

/** Leaves from one index on, and the first thing that is wrong with them. */
export interface Page {
  readonly leaves: readonly LeafRow[];
  readonly found: LogProblem | undefined;
  /** Where the log says that the clock was set, by entry. */
  readonly moves: ReadonlyMap<number, ClockMove>;
}

export interface ClockMove {
  readonly from: number;
  readonly to: number;
}

/** Holds leaves, from one index up to before another, against the events they stand for. */
export async function checkPage(services: Services, from: number, to: number): Promise<Page> {
  const now = services.now();
  const page = await readPage(services.read, from, to, now);
  const leafIndex = page.found?.leafIndex;
  if (leafIndex === undefined) return page;
  // Between two reads an account may have been erased, or an event have expired: what was found must still be so while the log is held.
  const still = await services.transact(async ({ tx }) => {
    await holdLog(tx);
    return readPage(tx, leafIndex, leafIndex + 1, now);
  });
  return { ...page, found: still.found };
}

async function readPage(read: Reader, from: number, to: number, now: number): Promise<Page> {
  const leaves = await listLeaves(read, from, to);
  const byLeaf = new Map<number, EventRow[]>();
  for (const event of await listEventsOfLeaves(read, from, to)) {
    const index = event.leafIndex ?? -1;
    byLeaf.set(index, [...(byLeaf.get(index) ?? []), event]);
  }
  const facts = await gatherFacts(read, leaves, byLeaf, now);
  const moves = new Map<number, ClockMove>();
  for (const [index, [event]] of byLeaf) if (event?.type === "clock.moved") moves.set(index, readMove(event.data));
  for (let index = from; index < to; index++) {
    const leaf = leaves[index - from];
    if (leaf?.leafIndex !== index)
      return { leaves, moves, found: { problem: `entry ${index}: its leaf was removed`, leafIndex: index } };
    const wrong = checkLeaf(leaf, { ...facts, events: byLeaf.get(index) ?? [] });
    if (wrong)
      return { leaves, moves, found: { problem: `entry ${index} (${leaf.eventId}): ${wrong}`, leafIndex: index } };
  }
  return { leaves, moves, found: undefined };
}

async function gatherFacts(
  read: Reader,
  leaves: readonly LeafRow[],
  byLeaf: ReadonlyMap<number, readonly EventRow[]>,
  now: number,
): Promise<Omit<LeafFacts, "events">> {
  const erased = leaves.filter(({ erasedAt, expiredAt }) => erasedAt !== null && expiredAt === null);
  const accounts = new Set(erased.map(({ leafIndex }) => byLeaf.get(leafIndex)?.[0]?.accountId ?? ""));
  const deleted = await listDeleted(read, [...accounts]);
  const hasExpired = leaves.some(({ expiredAt }) => expiredAt !== null);
  const forgotten = hasExpired ? (await listForgotten(read)).map(readBefore) : [];
  return {
    forgottenBefore: boundForgotten(forgotten, now),
    wasDeleted: (accountId) => deleted.has(accountId),
  };
}

function readMove(data: string): ClockMove {
  try {
    const { from, to } = JSON.parse(data) as Partial<ClockMove>;
    return { from: Number(from), to: Number(to) };
  } catch {
    return { from: Number.NaN, to: Number.NaN };
  }
}

function readBefore(data: string): number {
  try {
    const { before } = JSON.parse(data) as { before?: unknown };
    return typeof before === "number" ? before : 0;
  } catch {
    return 0;
  }
}
