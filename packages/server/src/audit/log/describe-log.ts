import { decideConsistency } from "../../rules/log/checkpoints.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import { toBase64 } from "../../crypto/base64.ts";
import { getLogKey, verifierKeyOf } from "./log-key.ts";
import { findCheckpointOf, findLogState } from "./log.sql.ts";
import { consistencyProof, findCheckpoint, openTree } from "./read-log.ts";
import { makeCheckpoint } from "./seal-log.ts";
import { formatVerifierKey } from "../../crypto/verifier-key.ts";
import { listWitnessRows } from "./witness/witnesses.sql.ts";

/** The newest checkpoint's note, or that of one size, with the lines of the witnesses that have seen just this one. */
export async function readNote(services: Services, size?: number): Promise<string | Refusal<"not-found">> {
  const { read } = services.database;
  const checkpoint =
    size === undefined
      ? ((await findCheckpoint(read)) ?? (await makeCheckpoint(services)))
      : await findCheckpointOf(read, size);
  if (!checkpoint) return refuse("not-found");
  const seen = (await listWitnessRows(read)).filter((row) => row.size === checkpoint.size && row.cosignature !== null);
  return [checkpoint.note, ...seen.map(({ cosignature }) => cosignature)].join("");
}

/** What checkpoints of this log are verified with. */
export async function readLogKey(services: Services): Promise<string> {
  return formatVerifierKey(verifierKeyOf(await getLogKey(services)));
}

/** Proves that the log of one size continues that of another. */
export async function proveConsistency(
  services: Services,
  { from, to }: { from: number; to?: number | undefined },
): Promise<{ from: number; to: number; proof: string[] } | Refusal<"not-found">> {
  const { read } = services.database;
  const size = (await findCheckpoint(read))?.size ?? 0;
  const newer = to ?? size;
  const refused = decideConsistency({ from, to: newer, size });
  if (refused) return refused;
  return { from, to: newer, proof: (await consistencyProof(openTree(read, newer), from)).map(toBase64) };
}

/** How the log is: how far it is sealed, checked and witnessed. */
export interface LogStatus {
  readonly origin: string;
  readonly size: number;
  readonly sealedAt: number | null;
  readonly checkedAt: number | null;
  readonly checkedSize: number | null;
  readonly problem: boolean;
  readonly witnesses: readonly {
    readonly name: string;
    readonly at: number | null;
    readonly size: number;
    readonly failing: boolean;
  }[];
}

export async function describeLog(services: Services): Promise<LogStatus> {
  const { database, config } = services;
  const { origin } = await getLogKey(services);
  const state = await findLogState(database.read);
  const rows = await listWitnessRows(database.read);
  return {
    origin,
    size: state?.size ?? 0,
    sealedAt: state?.sealedAt ?? null,
    checkedAt: state?.checkedAt ?? null,
    checkedSize: state?.checkedSize ?? null,
    problem: (state?.problem ?? null) !== null,
    witnesses: config.witnesses.map(({ setting, name }) => {
      const row = rows.find(({ url }) => url === setting);
      return { name, at: row?.at ?? null, size: row?.size ?? 0, failing: (row?.failedAt ?? null) !== null };
    }),
  };
}
