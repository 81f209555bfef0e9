import type { Tx } from "../../database/database.ts";
import type { Services, World } from "../../services.ts";
import type { EventRow } from "../events.sql.ts";
import { hashDetails, hashEntry, hashOutline, saltBytes } from "./tree/entry.ts";
import { insertLeaves, listUnsealed, type NewLeafRow } from "./leaves.sql.ts";
import { countSubjects, growLog, holdLog, insertNodes, type NodeRow } from "./log.sql.ts";
import { appendLeaves } from "./tree/merkle.ts";
import { detailsOf, type EventNumbers, outlineOf } from "./tree/outline.ts";
import { readFrontier, writeFrontier } from "./tree/frontier.ts";

/** So few that nobody waits long for the thread. */
const batchSize = 64;
/** Roots of full subtrees are kept at each eighth level. */
export const levelsApart = 8;

/** Takes the oldest events that are not sealed yet into the log. Answers how many; a server at a time does it. */
export function sealBatch(services: Services): Promise<number> {
  // A checkpoint is written to the disk before anyone sees it, and with it everything it stands for.
  const { random } = services;
  return services.transact(async ({ tx, now }) => {
    const state = await holdLog(tx);
    const events = await listUnsealed(tx, batchSize);
    if (events.length === 0) return 0;
    const numbers = await takeNumbers(tx, events);
    const leaves = events.map((event, at) => makeLeaf({ random }, event, state.size + at, numbers[at]!));
    const nodes: NodeRow[] = [];
    const frontier = appendLeaves(
      readFrontier(state),
      leaves.map(({ hash }) => hash),
      (level, nodeIndex, hash) => level > 0 && level % levelsApart === 0 && nodes.push({ level, nodeIndex, hash }),
    );
    await insertLeaves(tx, leaves);
    await insertNodes(tx, nodes);
    const grown = { oldSize: state.size, ...writeFrontier(frontier), sealedAt: now() };
    if (!(await growLog(tx, grown))) throw new Error("The log has grown while it was held.");
    return events.length;
  }, "crash");
}

function makeLeaf(
  { random }: Pick<World, "random">,
  event: EventRow,
  leafIndex: number,
  numbers: EventNumbers,
): NewLeafRow {
  const salts = random(2 * saltBytes);
  const outlineHash = hashOutline(salts.subarray(0, saltBytes), outlineOf(event, numbers));
  const detailsHash = hashDetails(salts.subarray(saltBytes), detailsOf(event));
  const { id, at } = event;
  const hash = hashEntry({ id, at, outlineHash, detailsHash });
  return { leafIndex, eventId: id, at, ...numbers, salts, outlineHash, detailsHash, hash };
}

/** Numbers events within their account and their organization, on from those sealed before. */
async function takeNumbers(tx: Tx, events: readonly EventRow[]): Promise<EventNumbers[]> {
  const more = new Map<string, number>();
  for (const { accountId, organizationId } of events)
    for (const subject of [accountId, organizationId])
      if (subject !== null) more.set(subject, (more.get(subject) ?? 0) + 1);
  const counted = await countSubjects(
    tx,
    [...more].map(([subject, count]) => ({ subject, events: count })),
  );
  const last = new Map(counted.map(({ subject, events: total }) => [subject, total - (more.get(subject) ?? 0)]));
  const next = (subject: string | null): number | null => {
    if (subject === null) return null;
    const number = (last.get(subject) ?? 0) + 1;
    last.set(subject, number);
    return number;
  };
  return events.map(({ accountId, organizationId }) => ({
    accountNumber: next(accountId),
    organizationNumber: next(organizationId),
  }));
}
