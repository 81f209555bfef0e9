const hour = 60 * 60 * 1000;

/** One reading of other people's events: by which session, of what, when. */
export interface Reading {
  readonly sessionId: string | null;
  readonly organizationId: string | null;
  /** Scope and filter, as JSON. */
  readonly data: string;
  readonly at: number;
}

/** Whether a further page belongs to the reading recorded last, so that it needs no event of its own. */
export function isSameReading(last: Reading | undefined, next: Reading): boolean {
  if (last?.sessionId !== next.sessionId || last.organizationId !== next.organizationId) return false;
  return last.data === next.data && next.at - last.at < hour;
}

/** Who reads an event: the account it happened to, whoever may read its organization's log, or an operator. */
export type EventReader =
  | { readonly scope: "account"; readonly accountId: string }
  | { readonly scope: "organization" }
  | { readonly scope: "deployment" };

/** What of an event decides it. */
export interface Acted {
  readonly organizationId: string | null;
  readonly actorKind: string;
  readonly actorId: string | null;
}

/**
 * Whether where somebody acted from is told with what they did. What others did in an organization a member is told; from where
 * is for those who may read its log. From where an operator acts is the deployment's business.
 */
export function decideTellsWhereabouts({ organizationId, actorKind, actorId }: Acted, reader: EventReader): boolean {
  if (reader.scope === "deployment" || organizationId === null) return true;
  return reader.scope === "organization" ? actorKind !== "operator" : actorId === reader.accountId;
}
