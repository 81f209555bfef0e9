import { countInWindow } from "../database/counter.ts";
import type { Reader } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { type Connection, findConnection, noteConnectionUse } from "../policies/connections.ts";
import type { Check } from "../vocabulary/sso.ts";
import { recordEvent } from "../audit/record-event.ts";
import { system } from "../vocabulary/events/actors.ts";
import type { Services, Work } from "../services.ts";
import { redactCheck } from "./redact-check.ts";
import { deleteOldTraces, insertTrace, listTraceRows } from "./traces.sql.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** So long is a failure kept, for whoever looks for its cause. */
export const traceDays = 30;
/** Of one connection in a day. What nobody here asked for anybody can send: it keeps no other trace away. A remark is on what went well. */
const mostPerDay = { asked: 200, unasked: 100, remark: 20 };

/** A sign-in that failed at the provider's answer, in words. Holds no token, no code, and nobody's name or address. */
export interface Trace {
  readonly id: string;
  readonly at: number;
  readonly reason: string;
  readonly checks: readonly Check[];
}

/** Keeps why an answer of a provider was refused, or what is to be looked at of one that was not. Answers the id by which a person can name it; null beyond a day's limit. */
export function recordTrace(
  services: Services,
  { id: connectionId, organizationId }: Pick<Connection, "id" | "organizationId">,
  checks: readonly Check[],
  kind: keyof typeof mostPerDay = "asked",
): Promise<string | null> {
  const kept = checks
    .filter(({ passed, fix }) => !passed || (kind === "remark" && fix !== null))
    .slice(0, 20)
    .map(redactCheck);
  const [failed] = kept;
  const reason = failed?.name ?? "unknown";
  return services.transact(async (work) => {
    const at = work.now();
    const { count } = await countInWindow(work.tx, `sso-trace-${kind}:${connectionId}`, dayMs / 1000, at);
    if (count > mostPerDay[kind]) return null;
    const id = work.newId("trac");
    const content = JSON.stringify(kept);
    await insertTrace(work.tx, { id, connectionId, organizationId, at, reason, content });
    if (kind !== "asked") return id;
    const text = failed ? (failed.fix ?? `${failed.name}: expected ${failed.expected}, seen ${failed.seen}`) : reason;
    await noteConnectionUse(work.tx, connectionId, { lastFailureAt: at, lastFailure: text.slice(0, 500) });
    if (isUnreachable(failed)) await noteUnreachable(work, { connectionId, organizationId, reason });
    return id;
  });
}

// The provider itself is at fault, or what lies between.
const isUnreachable = (failed: Check | undefined): boolean =>
  ["discovery", "keys", "token", "userinfo", "metadata"].includes(failed?.name ?? "");

async function noteUnreachable(
  work: Work,
  { connectionId, organizationId, reason }: { connectionId: string; organizationId: string; reason: string },
): Promise<void> {
  const { count } = await countInWindow(work.tx, `sso-unreachable:${connectionId}`, dayMs / 1000, work.now());
  const connection = count === 1 ? await findConnection(work.tx, connectionId) : undefined;
  if (connection?.status !== "active") return;
  const about = { accountId: null, organizationId, actor: system };
  const data = { connectionId, name: connection.name, reason };
  await recordEvent(work, { ...about, type: "connection.unreachable", data });
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
