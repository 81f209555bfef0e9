/** Every table, as the query builder sees it. Instants are Unix milliseconds; a yes/no is a nullable instant. */
export interface Tables {
  accounts: {
    id: string;
    email: string;
    emailKey: string;
    emailVerifiedAt: number;
    name: string;
    preferredAuthenticatorId: string | null;
    createdAt: number;
    suspendedAt: number | null;
    deletionRequestedAt: number | null;
    deletesAt: number | null;
  };
  signUps: MailedLink & {
    email: string;
    emailKey: string;
    name: string;
    passwordHash: string | null;
    signedUpAt: number;
    device: string;
    ip: string;
  };
  emailChanges: MailedLink & { accountId: string; email: string; emailKey: string };
  passwordResets: MailedLink & { accountId: string | null };
  passwords: {
    id: string;
    accountId: string;
    hash: string;
    createdAt: number;
    lastUsedAt: number | null;
    unboundAt: number | null;
  };
  totpAuthenticators: {
    id: string;
    accountId: string;
    name: string;
    sealedSecret: Uint8Array;
    createdAt: number;
    expiresAt: number;
    boundAt: number | null;
    lastUsedAt: number | null;
    lastSpentStep: number;
    unboundAt: number | null;
  };
  recoveryCodeSets: { id: string; accountId: string; issuedAt: number; revokedAt: number | null };
  recoveryCodes: { id: string; setId: string; accountId: string; codeHash: Uint8Array; spentAt: number | null };
  sessions: {
    id: string;
    tokenHash: Uint8Array;
    accountId: string;
    proofs: string;
    createdAt: number;
    lastSeenAt: number;
    expiresAt: number;
    confirmationEndedAt: number | null;
    method: string;
    ip: string;
    browser: string;
    os: string;
    endedAt: number | null;
    endedReason: string | null;
  };
  knownDevices: { deviceId: string; accountId: string; createdAt: number; lastUsedAt: number };
  attempts: {
    id: string;
    purpose: string;
    accountId: string | null;
    budgetOwner: string;
    sessionId: string | null;
    operation: string | null;
    target: string | null;
    proofs: string;
    tries: number;
    createdAt: number;
    expiresAt: number;
    completedAt: number | null;
    failedAt: number | null;
  };
  tryBudgets: { key: string; windowStartedAt: number; tries: number; locks: number; lockedUntil: number };
  throttles: { key: string; windowStartedAt: number; count: number };
  events: {
    id: string;
    at: number;
    type: string;
    accountId: string | null;
    actorKind: string;
    actorId: string | null;
    sessionId: string | null;
    requestId: string | null;
    ip: string | null;
    device: string | null;
    data: string;
  };
  outbox: {
    id: string;
    channel: string;
    recipient: string;
    subject: string | null;
    sealedContent: Uint8Array | null;
    createdAt: number;
    nextTryAt: number;
    tries: number;
    claimedUntil: number | null;
    sentAt: number | null;
    failedAt: number | null;
    lastError: string | null;
  };
  deployment: { key: string; value: string };
}

/** What every mailed link has: a hash of its token, its end, and how it ended. */
interface MailedLink {
  id: string;
  tokenHash: Uint8Array;
  createdAt: number;
  expiresAt: number;
  spentAt: number | null;
  replacedAt: number | null;
}
