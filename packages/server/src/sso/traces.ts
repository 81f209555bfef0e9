import { countInWindow } from "../database/counter.ts";
import type { Reader } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { type Connection, noteConnectionUse } from "../policies/connections.ts";
import type { Check } from "../vocabulary/sso.ts";
import type { Services } from "../services.ts";
import { deleteOldTraces, insertTrace, listTraceRows } from "./traces.sql.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** So long is a failure kept, for whoever looks for its cause. */
export const traceDays = 30;
/** Of one connection in a day: anybody can send it nonsense. */
const mostPerDay = 200;

/** A sign-in that failed at the provider's answer, in words. Holds no token and no code. */
export interface Trace {
  readonly id: string;
  readonly at: number;
  readonly reason: string;
  readonly checks: readonly Check[];
}

/** Keeps why an answer of a provider was refused. Answers the id by which a person can name it; null beyond a day's limit. */
export function recordTrace(
  services: Services,
  { id: connectionId, organizationId }: Pick<Connection, "id" | "organizationId">,
  checks: readonly Check[],
): Promise<string | null> {
  const failed = checks.find(({ passed }) => !passed);
  const reason = failed?.name ?? "unknown";
  return services.transact(async (work) => {
    const at = work.now();
    const { count } = await countInWindow(work.tx, `sso-trace:${connectionId}`, dayMs / 1000, at);
    if (count > mostPerDay) return null;
    const id = work.newId("trac");
    const content = JSON.stringify(checks.filter(({ passed }) => !passed).slice(0, 20));
    await insertTrace(work.tx, { id, connectionId, organizationId, at, reason, content });
    const text = failed ? failed.fix ?? `${failed.name}: expected ${failed.expected}, seen ${failed.seen}` : reason;
    await noteConnectionUse(work.tx, connectionId, { lastFailureAt: at, lastFailure: text.slice(0, 500) });
    return id;
  });
}

/** The last failures of a connection, newest first. */
export async function listTraces(
  read: Reader,
  page: { connectionId: string; before?: string | undefined; limit: number },
): Promise<Trace[]> {
  const rows = await listTraceRows(read, page);
  return rows.map(({ id, at, reason, content }) => ({ id, at, reason, checks: JSON.parse(content) as Check[] }));
}

export const sweepTraces: Sweep = (tx, now, most) => deleteOldTraces(tx, now - traceDays * dayMs, most);
