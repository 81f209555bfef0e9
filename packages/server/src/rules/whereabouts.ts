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
