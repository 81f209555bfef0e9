/** Tables of organizations, their people, and what they ask of them. */
export interface OrganizationTables {
  organizations: { id: string; name: string; plan: string; timeZone: string; createdAt: number };
  memberships: {
    id: string;
    organizationId: string;
    accountId: string;
    role: string;
    createdAt: number;
    suspendedAt: number | null;
    /** When this owner was named for break-glass. */
    breakGlassAt: number | null;
  };
  workspaces: { id: string; organizationId: string; name: string; createdAt: number };
  workspaceMembers: { workspaceId: string; organizationId: string; accountId: string; createdAt: number };
  invitations: {
    id: string;
    organizationId: string;
    email: string;
    emailKey: string;
    role: string;
    tokenHash: Uint8Array;
    invitedBy: string | null;
    createdAt: number;
    expiresAt: number;
    spentAt: number | null;
    replacedAt: number | null;
    revokedAt: number | null;
  };
  /** `scope` is the organization's or the workspace's id, `value` JSON. */
  policies: {
    scope: string;
    name: string;
    organizationId: string;
    value: string;
    setAt: number;
    setBy: string | null;
    /** The epoch that began with it; null when a server set it from before there were versions. */
    version: number | null;
  };
  /** Where copies of alerts are to go; nothing goes there before it is confirmed. The token is null once it is. */
  alertCopies: {
    organizationId: string;
    email: string;
    emailKey: string;
    tokenHash: Uint8Array | null;
    createdAt: number;
    expiresAt: number;
    confirmedAt: number | null;
  };
  /** DNS names that organizations say are theirs; theirs once `verifiedAt` is set. */
  domains: {
    id: string;
    organizationId: string;
    /** ASCII, lower case. */
    name: string;
    includeSubdomainsAt: number | null;
    /** What its record must hold. Public once it stands there. */
    challenge: string;
    createdAt: number;
    verifiedAt: number | null;
    /** When DNS last answered. */
    checkedAt: number | null;
    /** When its record is looked for next; null while it is pending. */
    dueAt: number | null;
    failingSince: number | null;
    /** When it was said for the second time that it is failing. */
    remindedAt: number | null;
    /** When it ceased to capture anybody new. */
    releasedAt: number | null;
  };
  policyEpochs: { id: number; epoch: number };
  /** When a session last acted in a workspace that has limits of its own. */
  workspaceUses: { sessionId: string; workspaceId: string; lastUsedAt: number };
}
