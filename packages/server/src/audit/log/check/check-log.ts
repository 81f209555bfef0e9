import { equalBytes } from "../../../crypto/hash.ts";
import { unsealedSince } from "../../../rules/log/check.ts";
import type { Services, View } from "../../../services.ts";
import { checkPage, type LogProblem } from "./check-page.ts";
import { EntryOrder } from "./entry-order.ts";
import { findNode, findOutside, findUnsealed, listCheckpoints } from "./check.sql.ts";
import { readCheckpoint } from "../tree/checkpoint.ts";
import { checkWitnesses } from "../witness/check-witnesses.ts";
import { readFrontier } from "../tree/frontier.ts";
import type { LeafRow } from "../leaves.sql.ts";
import { getLogKey, verifierKeyOf } from "../log-key.ts";
import { type CheckpointRow, findLogState, findNewestCheckpoint, holdLog, type NodeRow } from "../log.sql.ts";
import { appendLeaves, emptyFrontier, type Frontier, rootOf } from "../tree/merkle.ts";
import { levelsApart } from "../seal-batch.ts";
import { sealLog } from "../seal-log.ts";
import { openNote } from "../tree/signed-note.ts";
import { logVerifier } from "../../../crypto/verifier-key.ts";
import { letOthersIn } from "../../../repeat.ts";

const pageSize = 100;

/** What a check came to. */
export interface CheckResult {
  readonly size: number;
  readonly found: LogProblem | undefined;
  /** How often the log itself says that the clock was set back; entries are then out of order, and nothing is wrong. */
  readonly setBack: number;
}

/** Goes over the whole log: every entry, the tree over them, checkpoints and what witnesses have seen. Changes nothing. */
export async function examineLog(services: Services, ended?: AbortSignal): Promise<CheckResult> {
  // A log that was altered may refuse to grow; what is wrong with it is told below.
  await sealLog(services).catch((error: unknown) =>
    services.log.error({ reason: (error as Error).message }, "log could not be sealed"),
  );
  const size = (await findLogState(services.read))?.size ?? 0;
  const walked = await walk(services, size, ended);
  const found =
    walked.found ??
    (await checkEnd(services, walked.tree)) ??
    (await checkWitnesses(services, size)) ??
    walked.backdated;
  return { size, found, setBack: walked.setBack };
}

interface Walked {
  readonly tree: Frontier;
  readonly found: LogProblem | undefined;
  /** Told only when nothing else is wrong. */
  readonly backdated: LogProblem | undefined;
  readonly setBack: number;
}

/** From the first entry to the last, a page at a time; requests come in between. */
async function walk(services: Services, size: number, stop: AbortSignal | undefined): Promise<Walked> {
  let tree = emptyFrontier;
  const order = new EntryOrder();
  const ended = (found: LogProblem | undefined): Walked => ({ tree, found, ...order.outcome() });
  for (let from = 0; from < size; from += pageSize) {
    const to = Math.min(from + pageSize, size);
    const { leaves, moves, found } = await checkPage(services, from, to);
    if (found) return ended(found);
    for (const leaf of leaves) order.add(leaf, moves.get(leaf.leafIndex));
    const grown = await checkTree(services, tree, leaves);
    if ("problem" in grown) return ended(grown);
    tree = grown;
    await letOthersIn();
    stop?.throwIfAborted();
  }
  return ended(undefined);
}

/** Grows the tree by a page, and holds the kept subtrees and checkpoints on the way against it. */
async function checkTree({ read }: View, before: Frontier, leaves: readonly LeafRow[]): Promise<Frontier | LogProblem> {
  const nodes: NodeRow[] = [];
  let tree = before;
  const grow = (to: number): void => {
    const hashes = leaves.slice(tree.size - before.size, to - before.size).map(({ hash }) => hash);
    tree = appendLeaves(tree, hashes, (level, nodeIndex, hash) => {
      if (level > 0 && level % levelsApart === 0) nodes.push({ level, nodeIndex, hash });
    });
  };
  for (const { size, root, note } of await listCheckpoints(read, before.size, before.size + leaves.length)) {
    grow(size);
    const says = readCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
    if (!equalBytes(rootOf(tree), root) || says?.size !== size || !equalBytes(says.root, root))
      return { problem: `the checkpoint of size ${size} is not of this log` };
  }
  grow(before.size + leaves.length);
  for (const { level, nodeIndex, hash } of nodes) {
    const kept = await findNode(read, level, nodeIndex);
    if (!kept || !equalBytes(kept.hash, hash))
      return { problem: `the tree's node ${nodeIndex} on level ${level} was changed` };
  }
  return tree;
}

/** What stands behind the last entry, and the newest checkpoint; held still, because it grows. */
async function checkEnd(services: Services, tree: Frontier): Promise<LogProblem | undefined> {
  const key = await getLogKey(services);
  const since = unsealedSince(services.now());
  return services.transact(async ({ tx }) => {
    const state = await holdLog(tx);
    const outside = await findOutside(tx, state.size);
    if (outside)
      return { problem: `entry ${outside.leafIndex} stands outside the log, which has ${state.size} entries` };
    if (state.size === tree.size && !equalBytes(rootOf(readFrontier(state)), rootOf(tree)))
      return { problem: "what is kept to continue the tree was changed" };
    const unsealed = await findUnsealed(tx);
    if (unsealed && unsealed.at < since) return { problem: `event ${unsealed.id} has not been sealed for an hour` };
    const newest = await findNewestCheckpoint(tx);
    if (!newest) return { problem: "the checkpoints were removed" };
    if (newest.size > state.size)
      return { problem: `the log has ${state.size} entries, its newest checkpoint ${newest.size}` };
    return isSigned(newest, verifierKeyOf(key))
      ? undefined
      : { problem: "the newest checkpoint is not signed by the log's key" };
  });
}

function isSigned({ note }: CheckpointRow, key: ReturnType<typeof verifierKeyOf>): boolean {
  const opened = openNote(note, [logVerifier(key)]);
  return opened !== undefined && readCheckpoint(opened.text)?.origin === key.name;
}
