import type { Reader, Tx } from "../database/database.ts";
import type { View, Work } from "../services.ts";
import {
  deleteDueCapture,
  type DueCapture,
  findDueCaptureRow,
  listDueCaptureRows,
  putDueCapture,
} from "./due-captures.sql.ts";
import { isRequired } from "./enforcement.ts";

export type { DueCapture } from "./due-captures.sql.ts";

/**
 * Notes, in the transaction that makes people captured, that what they have open is to be looked at: there may be many, so it is done
 * after it. The session in which somebody asked for it goes on.
 */
export async function noteDueCapture(
  { tx, now }: Work,
  organizationId: string,
  keepsSessionId: string | null,
): Promise<void> {
  if (await isRequired(tx, organizationId)) await putDueCapture(tx, { organizationId, since: now(), keepsSessionId });
}

export function listDueCaptures({ read, now }: Pick<View, "read" | "now">): Promise<DueCapture[]> {
  return listDueCaptureRows(read, now(), 100);
}

export function findDueCapture(read: Reader, organizationId: string): Promise<DueCapture | undefined> {
  return findDueCaptureRow(read, organizationId);
}

export function settleDueCapture(tx: Tx, due: DueCapture): Promise<void> {
  return deleteDueCapture(tx, due);
}
