import { system } from "../../../vocabulary/events/actors.ts";
import { latestPossible } from "../../../vocabulary/instants.ts";
import { hasNewsFor, witnessEverySeconds } from "../../../rules/log/witnessing.ts";
import type { Witness } from "../../../config/settings/witness.ts";
import type { Services } from "../../../services.ts";
import { recordEvent } from "../../record-event.ts";
import type { CheckpointRow } from "../log.sql.ts";
import { findCheckpoint } from "../read-log.ts";
import { type Telling, tellWitness } from "./tell-witness.ts";
import { claimWitness, listWitnessRows, noteDisagreement, noteFailure, noteWitnessed } from "./witnesses.sql.ts";

/** Tells a witness of the newest checkpoint, if it does not know it yet; it is told by one server at a time. */
export async function publishCheckpoint(services: Services, witness: Witness, ended: AbortSignal): Promise<void> {
  const { read, transact } = services;
  const newest = await findCheckpoint(read);
  if (!newest) return;
  const row = (await listWitnessRows(read)).find(({ url }) => url === witness.setting);
  if (!hasNewsFor({ size: row?.size ?? 0, isTold: (row?.at ?? null) !== null }, newest.size)) return;
  const now = services.now();
  const until = now + witnessEverySeconds * 1000;
  if (row?.claimedUntil && row.claimedUntil > now && row.claimedUntil <= latestPossible(until)) return;
  if (await transact(({ tx }) => claimWitness(tx, witness.setting, now, until)))
    await tell(services, witness, newest, { knownSize: row?.size ?? 0, ended });
}

async function tell(services: Services, witness: Witness, newest: CheckpointRow, telling: Telling): Promise<void> {
  const { transact, now, log } = services;
  const { setting, name } = witness;
  try {
    const told = await tellWitness(services, witness, newest, telling);
    if ("disagrees" in told) await noteDisagrees(services, witness, told.disagrees);
    else await transact(({ tx }) => noteWitnessed(tx, setting, { ...told, at: now() }));
  } catch (error) {
    const { message, code } = error as { message: string; code?: unknown };
    // A file's error quotes its path.
    const reason = typeof code === "string" ? code : message;
    log.warn({ witness: name, reason }, "witness not told");
    await transact(({ tx }) => noteFailure(tx, setting, now(), reason));
  }
}

async function noteDisagrees(services: Services, { setting, name }: Witness, problem: string): Promise<void> {
  const { transact, now, log } = services;
  await transact(async (work) => {
    if (!(await noteDisagreement(work.tx, setting, now(), problem))) return;
    log.error({ witness: name, problem }, "a witness contradicts the log");
    await recordEvent(work, {
      type: "log.witness-disagreed",
      accountId: null,
      actor: system,
      data: { witness: name, problem },
    });
  });
}
