import { nameOfKey } from "./crypto/keys.ts";
import { nameOfSealer, seal, unseal } from "./crypto/seal.ts";
import type { Reader } from "./database/database.ts";
import { listSealed, putSealed, type SealedColumn, type SealedRow } from "./database/sealed-column.ts";
import type { Services, Work, World } from "./services.ts";

/** Where secrets of one sort are stored. Every place that calls `seal` has one, or what it sealed is lost with its key. */
export type SealedPlace = SealedColumn & {
  /** What one is called, and what several are. */
  readonly words: readonly [string, string];
  /** Columns that are derived from the secret and a root key. */
  readonly derive?: (world: World, secret: Uint8Array) => Readonly<Record<string, string>>;
};

const batch = 200;

async function* rowsOf(read: Reader, place: SealedPlace): AsyncGenerator<SealedRow[]> {
  for (let after = ""; ;) {
    const rows = await listSealed(read, place, after, batch);
    const last = rows.at(-1);
    if (!last) return;
    // What was erased holds nothing.
    yield rows.filter(({ sealed }) => sealed.length > 0);
    after = last.id;
  }
}

/** How many secrets of a place are under which root key, by the key's name. */
export async function countByKey(read: Reader, place: SealedPlace): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const rows of rowsOf(read, place))
    for (const { sealed } of rows) {
      const name = nameOfSealer(sealed) ?? "none";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
}

/** Seals a place's secrets under the first root key, a few at a time, beside running servers. Answers how many were under another. */
export async function resealRows(services: Services, place: SealedPlace): Promise<number> {
  let resealed = 0;
  for await (const rows of rowsOf(services.read, place)) {
    const older = rows.filter(({ sealed }) => nameOfSealer(sealed) !== nameOfKey(services.keys[0]));
    if (older.length > 0) resealed += await services.transact((work) => putAll(work, place, older));
  }
  return resealed;
}

async function putAll(work: Work, place: SealedPlace, rows: readonly SealedRow[]): Promise<number> {
  let put = 0;
  for (const row of rows) {
    const secret = unseal(work.keys, row.sealed, row.id);
    const sealed = seal(work.keys, work.random, secret, row.id);
    if (await putSealed(work.tx, place, row, { [place.column]: sealed, ...place.derive?.(work, secret) })) put++;
  }
  return put;
}
