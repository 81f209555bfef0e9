import { isCheckpointDue } from "../../rules/log/checkpoints.ts";
import type { Services } from "../../services.ts";
import { readFrontier } from "./tree/frontier.ts";
import { getLogKey, signCheckpoint } from "./log-key.ts";
import type { Sweep } from "../../database/sweep.ts";
import {
  type CheckpointRow,
  findLogState,
  findNewestCheckpoint,
  insertCheckpoint,
  thinCheckpoints,
} from "./log.sql.ts";
import { rootOf } from "./tree/merkle.ts";
import { sealBatch } from "./seal-batch.ts";
import { letOthersIn } from "../../repeat.ts";

/** Seals every event there is, and signs a checkpoint over them. */
export async function sealLog(services: Services): Promise<void> {
  await sealBatches(services);
  await makeCheckpoint(services);
}

/** The same as time goes by: stops between two batches when it is told to, and leaves a checkpoint a few seconds before the next. */
export async function keepSealing(services: Services, ended: AbortSignal): Promise<void> {
  await sealBatches(services, ended);
  const newest = await findNewestCheckpoint(services.read);
  if (!newest || isCheckpointDue(newest.at, services.now())) await makeCheckpoint(services);
}

async function sealBatches(services: Services, ended?: AbortSignal): Promise<void> {
  let checkedAt = services.now();
  while (!ended?.aborted && (await sealBatch(services)) > 0) {
    const at = services.now();
    if (isCheckpointDue(checkedAt, at)) {
      await makeCheckpoint(services);
      checkedAt = at;
    }
    await letOthersIn();
  }
}

/** For so long every checkpoint is kept; of older ones the last of each hour, and those a witness has signed. */
const checkpointDays = 30;

export const sweepCheckpoints: Sweep = (tx, now, most) =>
  thinCheckpoints(tx, { before: now - checkpointDays * 86_400_000, now }, most);

/** Signs a checkpoint over everything sealed, unless there is one. Answers the newest; an empty log has one of size 0. */
export async function makeCheckpoint(services: Services): Promise<CheckpointRow> {
  const { read, transact, now } = services;
  const state = (await findLogState(read)) ?? { size: 0, frontier: new Uint8Array() };
  const newest = await findNewestCheckpoint(read);
  if (newest && newest.size >= state.size) return newest;
  const key = await getLogKey(services);
  const root = rootOf(readFrontier(state));
  const { size } = state;
  const checkpoint = { size, at: now(), root, note: signCheckpoint(services, key, { size, root }) };
  await transact(({ tx }) => insertCheckpoint(tx, checkpoint));
  return checkpoint;
}
