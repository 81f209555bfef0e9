import { system } from "../../../vocabulary/events/actors.ts";
import { hasNewsFor, witnessEverySeconds } from "../../../rules/log/witnessing.ts";
import type { Witness } from "../../../config/settings/witness.ts";
import type { Services } from "../../../services.ts";
import { recordEvent } from "../../record-event.ts";
import type { CheckpointRow } from "../log.sql.ts";
import { findCheckpoint } from "../read-log.ts";
import { tellWitness } from "./tell-witness.ts";
import { claimWitness, listWitnessRows, noteDisagreement, noteFailure, noteWitnessed } from "./witnesses.sql.ts";

/** Tells every witness of the newest checkpoint that it does not know yet; each is told by one server at a time. */
export async function publishCheckpoint(services: Services): Promise<void> {
  const { read, transact, config } = services;
  if (config.witnesses.length === 0) return;
  const newest = await findCheckpoint(read);
  if (!newest) return;
  const rows = await listWitnessRows(read);
  const now = services.now();
  const told = config.witnesses.map(async (witness) => {
    const row = rows.find(({ url }) => url === witness.setting);
    if (!hasNewsFor({ size: row?.size ?? 0, isTold: (row?.at ?? null) !== null }, newest.size)) return;
    if (row?.claimedUntil && row.claimedUntil > now) return;
    const until = now + witnessEverySeconds * 1000;
    if (await transact(({ tx }) => claimWitness(tx, witness.setting, now, until)))
      await publishTo(services, witness, newest, row?.size ?? 0);
  });
  await Promise.all(told);
}

async function publishTo(services: Services, witness: Witness, newest: CheckpointRow, known: number): Promise<void> {
  const { transact, now, log } = services;
  const { setting, name } = witness;
  try {
    const told = await tellWitness(services, witness, newest, known);
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
