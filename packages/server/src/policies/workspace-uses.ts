import { decideTouch } from "../rules/sessions/lifetime.ts";
import type { Services, WorkspaceUses } from "../services.ts";
import { findLastUse, putUse } from "./workspace-uses.sql.ts";

const most = 20_000;

export function createWorkspaceUses({ read, database }: Pick<Services, "read" | "database">): WorkspaceUses {
  // By workspace and then by session: to make one key of both at every request would cost more than to look twice.
  const uses = new Map<string, Map<string, number>>();
  let kept = 0;
  const known = (sessionId: string, workspaceId: string): number | null =>
    uses.get(workspaceId)?.get(sessionId) ?? null;
  const keep = (sessionId: string, workspaceId: string, at: number): void => {
    const isNew = known(sessionId, workspaceId) === null;
    if (isNew && ++kept > most) {
      uses.clear();
      kept = 1;
    }
    const there = uses.get(workspaceId) ?? new Map<string, number>();
    uses.set(workspaceId, there.set(sessionId, at));
  };
  return {
    known,
    async find(sessionId, workspaceId) {
      const at = await findLastUse(read, sessionId, workspaceId);
      if (at !== undefined) keep(sessionId, workspaceId, at);
      return at ?? null;
    },
    note(sessionId, workspaceId, { at, lastUsedAt, idleSeconds }) {
      if (!decideTouch(lastUsedAt ?? 0, at, { idleSeconds })) return undefined;
      keep(sessionId, workspaceId, at);
      return putUse(database, { sessionId, workspaceId, lastUsedAt: at });
    },
  };
}
