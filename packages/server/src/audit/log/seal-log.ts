import { setImmediate as turn } from "node:timers/promises";
import { isCheckpointDue } from "../../rules/sealing.ts";
import type { Services } from "../../services.ts";
import { readFrontier } from "./frontier.ts";
import { getLogKey, signCheckpoint } from "./log-key.ts";
import { type CheckpointRow, findLogState, findNewestCheckpoint, insertCheckpoint } from "./log.sql.ts";
import { rootOf } from "./merkle.ts";
import { sealBatch } from "./seal-batch.ts";

/** Seals every event there is, and signs a checkpoint over them. With a signal it stops early, between two batches. */
export async function sealLog(services: Services, ended?: AbortSignal): Promise<void> {
  let checkedAt = services.now();
  while (!ended?.aborted && (await sealBatch(services)) > 0) {
    const at = services.now();
    if (isCheckpointDue(checkedAt, at)) {
      await makeCheckpoint(services);
      checkedAt = at;
    }
    // Requests come in between.
    await turn();
  }
  await makeCheckpoint(services);
}

/** Signs a checkpoint over everything sealed, unless there is one. Answers the newest; an empty log has one of size 0. */
export async function makeCheckpoint(services: Services): Promise<CheckpointRow> {
  const { database, transact, now } = services;
  const state = (await findLogState(database.read)) ?? { size: 0, frontier: new Uint8Array() };
  const newest = await findNewestCheckpoint(database.read);
  if (newest && newest.size >= state.size) return newest;
  const key = await getLogKey(services);
  const root = rootOf(readFrontier(state));
  const { size } = state;
  const checkpoint = { size, at: now(), root, note: signCheckpoint(services, key, { size, root }) };
  await transact((tx) => insertCheckpoint(tx, checkpoint));
  return checkpoint;
}
