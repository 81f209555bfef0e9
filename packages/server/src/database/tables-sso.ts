/** Tables of single sign-on: identity providers, identities there, and what is under way. */
export interface SsoTables {
  connections: {
    id: string;
    organizationId: string;
    kind: string;
    name: string;
    jit: string;
    trustSecondFactor: string;
    /** JSON lists; null: nothing is asked for. */
    requiredAmr: string | null;
    requiredAcr: string | null;
    idpInitiatedAt: number | null;
    cbcAllowedAt: number | null;
    managePasswordUrl: string | null;
    /** JSON: what is trusted, and where it is asked. */
    configuration: string;
    sealedSecret: Uint8Array | null;
    /** Names exactly this configuration. */
    revision: string;
    /** What is to take its place once a test passed for it. */
    pendingConfiguration: string | null;
    sealedPendingSecret: Uint8Array | null;
    pendingRevision: string | null;
    /** The revision a test last passed for. */
    testedRevision: string | null;
    /** JSON, in order. */
    roleRules: string;
    metadataReadAt: number | null;
    createdAt: number;
    activatedAt: number | null;
    disabledAt: number | null;
    deletedAt: number | null;
    lastSignInAt: number | null;
    lastFailureAt: number | null;
    lastFailure: string | null;
  };
  /** Certificates of identity providers: what they sign with. */
  connectionCertificates: {
    id: string;
    connectionId: string;
    fingerprint: string;
    pem: string;
    notAfter: number;
    addedAt: number;
    lastUsedAt: number | null;
    removedAt: number | null;
    /** So many days before its end owners were told last. */
    warnedDays: number | null;
  };
  /** Keys of our own that requests are signed with, and assertions encrypted for. */
  connectionKeys: {
    id: string;
    connectionId: string;
    pem: string;
    sealedKey: Uint8Array;
    createdAt: number;
    notAfter: number;
    retiresAt: number | null;
    retiredAt: number | null;
  };
  connectionTests: {
    id: string;
    connectionId: string;
    startedBy: string | null;
    setupLinkId: string | null;
    revision: string;
    createdAt: number;
    expiresAt: number;
    finishedAt: number | null;
    passedAt: number | null;
    result: string | null;
  };
  identities: {
    id: string;
    connectionId: string;
    organizationId: string;
    accountId: string;
    /** Issuer and subject, as compared. */
    subjectKey: string;
    subject: string;
    /** What the provider calls it last: a label. */
    address: string | null;
    how: string;
    linkedAt: number;
    lastUsedAt: number | null;
    /** JSON of what role rules read, as said last; null where it was more than is sent or kept. */
    attributes: string | null;
    unlinkedAt: number | null;
  };
  ssoRequests: {
    id: string;
    stateHash: Uint8Array;
    connectionId: string;
    revision: string;
    attemptId: string | null;
    testId: string | null;
    returnTo: string | null;
    /** Set when a fresh sign-in there was asked for. */
    forceAt: number | null;
    /** What the answer must know: nonce and verifier, or the request's id. */
    sealedValues: Uint8Array;
    createdAt: number;
    expiresAt: number;
    spentAt: number | null;
  };
  ssoHandoffs: {
    id: string;
    tokenHash: Uint8Array;
    connectionId: string;
    attemptId: string | null;
    returnTo: string | null;
    sealedOutcome: Uint8Array;
    createdAt: number;
    expiresAt: number;
    spentAt: number | null;
  };
  ssoSessions: {
    sessionId: string;
    connectionId: string;
    identityId: string;
    /** Of the provider's name of its own session: `sid` or SessionIndex. */
    sidHash: Uint8Array | null;
    /** SAML's NameID with all that belongs to it, for signing out there. */
    sealedName: Uint8Array | null;
    createdAt: number;
  };
  /** Assertions and tokens that were accepted once. */
  ssoSeen: { connectionId: string; idHash: Uint8Array; expiresAt: number };
  ssoTraces: {
    id: string;
    connectionId: string;
    organizationId: string;
    at: number;
    reason: string;
    content: string;
  };
  setupLinks: {
    id: string;
    organizationId: string;
    tokenHash: Uint8Array;
    /** Of what the browser keeps once the link was opened. */
    secretHash: Uint8Array | null;
    intents: string;
    email: string | null;
    createdBy: string;
    createdAt: number;
    expiresAt: number;
    openedAt: number | null;
    replacedAt: number | null;
    revokedAt: number | null;
  };
  /** Organizations that ask for single sign-on of people whose sessions are still to be looked at. */
  dueCaptures: { organizationId: string; since: number; keepsSessionId: string | null };
}
