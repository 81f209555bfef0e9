import type { Actor } from "../vocabulary/events/actors.ts";
import type { SessionEnd } from "../vocabulary/events/words.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Client, Services } from "../services.ts";
import { markAllEnded, markEnded } from "./sessions.sql.ts";

interface Ending {
  readonly accountId: string;
  readonly actor: Actor;
  readonly reason: SessionEnd;
  readonly client?: Client | undefined;
  /** Whose policy or administrator it was. */
  readonly organizationId?: string;
}

/** Ends one session of an account; it is refused on its next request. */
export async function endSession(
  tx: Tx,
  services: Services,
  { sessionId, reason, ...about }: Ending & { sessionId: string },
): Promise<Refusal<"not-found"> | undefined> {
  if (!(await markEnded(tx, sessionId, about.accountId, services.now(), reason))) return refuse("not-found");
  await recordEvent(tx, services, { ...about, type: "session.ended", sessionId, data: { reason } });
  return undefined;
}

/** Ends all sessions of an account, or all but one. Answers how many. */
export async function endSessions(
  tx: Tx,
  services: Services,
  { exceptId, reason, ...about }: Ending & { exceptId: string | null },
): Promise<number> {
  const ended = await markAllEnded(tx, about.accountId, exceptId, services.now(), reason);
  for (const sessionId of ended)
    await recordEvent(tx, services, { ...about, type: "session.ended", sessionId, data: { reason } });
  return ended.length;
}
