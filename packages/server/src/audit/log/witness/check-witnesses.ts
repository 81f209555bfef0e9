import { equalBytes } from "../../../crypto/hash.ts";
import type { Witness } from "../../../config/settings/witness.ts";
import type { Services } from "../../../services.ts";
import type { LogProblem } from "../check/check-page.ts";
import { type Checkpoint, formatCheckpoint } from "../tree/checkpoint.ts";
import { readCosignature } from "../tree/cosignature.ts";
import { getLogKey, verifierKeyOf } from "../log-key.ts";
import { openTree } from "../read-log.ts";
import { readSignatures } from "../tree/signed-note.ts";
import { readLastCheckpoint } from "./witness-file.ts";
import { listWitnessRows, type WitnessRow } from "./witnesses.sql.ts";

/** Holds a log of this size against what is kept outside of the database, or signed by others: it must contain it. */
export async function checkWitnesses(services: Services, size: number): Promise<LogProblem | undefined> {
  const rows = await listWitnessRows(services.read);
  for (const witness of services.config.witnesses) {
    const wrong = await checkWitness(
      services,
      size,
      witness,
      rows.find(({ url }) => url === witness.setting),
    );
    if (wrong) return { problem: `the witness ${witness.name} ${wrong}` };
  }
  return undefined;
}

async function checkWitness(
  services: Services,
  size: number,
  witness: Witness,
  row: WitnessRow | undefined,
): Promise<string | undefined> {
  if (row && row.size > size) return `has seen ${row.size} entries, the log has ${size}`;
  const key = await getLogKey(services);
  if (witness.kind === "file") {
    const held = await readLastCheckpoint(witness.path, verifierKeyOf(key));
    return held && (await contradiction(services, size, held));
  }
  if (witness.kind === "webhook" || !row?.cosignature) return undefined;
  const root = await openTree(services.read, row.size).root(0, row.size);
  const text = formatCheckpoint({ origin: key.origin, size: row.size, root });
  const line = readSignatures(row.cosignature)?.find((each) => readCosignature(witness.key, text, each) !== undefined);
  return line ? undefined : `has signed another log of ${row.size} entries`;
}

/** What contradicts a checkpoint that was seen; undefined when the log contains it. */
export async function contradiction(
  { database }: Services,
  size: number,
  held: Pick<Checkpoint, "size" | "root">,
): Promise<string | undefined> {
  if (held.size > size) return `holds a checkpoint of ${held.size} entries, the log has ${size}`;
  const root = await openTree(database.read, held.size).root(0, held.size);
  return equalBytes(root, held.root)
    ? undefined
    : `holds a checkpoint of ${held.size} entries that this log does not continue`;
}
