import type { Services } from "../services.ts";
import { findLastUse, putUse } from "./workspace-uses.sql.ts";

/** When sessions last acted in workspaces that have limits of their own. */
export interface WorkspaceUses {
  /** As far as this server knows; another may know of a later use, never is it earlier. */
  known(sessionId: string, workspaceId: string): number | null;
  /** As all servers know. */
  find(sessionId: string, workspaceId: string): Promise<number | null>;
  /** Notes a use, at most once a minute. */
  note(sessionId: string, workspaceId: string, at: number): Promise<void> | undefined;
}

const most = 20_000;

export function createWorkspaceUses({ database, transact }: Pick<Services, "database" | "transact">): WorkspaceUses {
  const uses = new Map<string, number>();
  const keep = (key: string, at: number): void => {
    if (uses.size >= most) uses.clear();
    uses.set(key, at);
  };
  return {
    known: (sessionId, workspaceId) => uses.get(`${sessionId}/${workspaceId}`) ?? null,
    async find(sessionId, workspaceId) {
      const at = await findLastUse(database.read, sessionId, workspaceId);
      if (at !== undefined) keep(`${sessionId}/${workspaceId}`, at);
      return at ?? null;
    },
    note(sessionId, workspaceId, at) {
      const key = `${sessionId}/${workspaceId}`;
      if (at - (uses.get(key) ?? 0) < 60_000) return undefined;
      keep(key, at);
      return transact((tx) => putUse(tx, sessionId, workspaceId, at), "crash");
    },
  };
}
