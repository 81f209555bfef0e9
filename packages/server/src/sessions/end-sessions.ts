import type { Actor } from "../vocabulary/events/actors.ts";
import type { SessionEnd } from "../vocabulary/events/words.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Client, Work } from "../services.ts";
import { markAllEnded, markEnded } from "./sessions.sql.ts";

/** Whose sessions end, and who says so. */
export interface Ending {
  readonly accountId: string;
  readonly actor: Actor;
  readonly reason: SessionEnd;
  readonly client?: Client | undefined;
  /** Whose policy or administrator it was. */
  readonly organizationId?: string;
}

/** Ends one session of an account; it is refused on its next request. */
export async function endSession(
  work: Work,
  { sessionId, reason, ...about }: Ending & { sessionId: string },
): Promise<Refusal<"not-found"> | undefined> {
  if (
    !(await markEnded(
      work.tx,
      { id: sessionId, accountId: about.accountId },
      { endedAt: work.now(), endedReason: reason },
    ))
  )
    return refuse("not-found");
  await recordEvent(work, { ...about, type: "session.ended", sessionId, data: { reason } });
  return undefined;
}

/** Ends all sessions of an account, or all but one. Answers how many. */
export async function endSessions(
  work: Work,
  { exceptId, reason, ...about }: Ending & { exceptId: string | null },
): Promise<number> {
  const ended = await markAllEnded(
    work.tx,
    { accountId: about.accountId, exceptId },
    { endedAt: work.now(), endedReason: reason },
  );
  for (const sessionId of ended)
    await recordEvent(work, { ...about, type: "session.ended", sessionId, data: { reason } });
  return ended.length;
}
