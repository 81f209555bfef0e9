import type { Generated } from "kysely";

/** Tables of the sealed log, and of what reads it. Hashes are 32 bytes of SHA-256. */
export interface LogTables {
  logLeaves: {
    leafIndex: number;
    eventId: string;
    at: number;
    accountNumber: number | null;
    organizationNumber: number | null;
    /** 16 bytes for the outline, 16 for the details; the second half goes with erasure, both with expiry. */
    salts: Uint8Array | null;
    outlineHash: Uint8Array;
    detailsHash: Uint8Array;
    hash: Uint8Array;
    erasedAt: number | null;
    expiredAt: number | null;
  };
  /** Roots of full subtrees at levels 8, 16, 24…; level 0 is `logLeaves.hash`. */
  logNodes: { level: number; nodeIndex: number; hash: Uint8Array };
  logCheckpoints: {
    size: number;
    at: number;
    root: Uint8Array;
    note: string;
    /** When it was looked at as an old one and stayed, being the last of its hour. */
    thinnedAt: Generated<number | null>;
  };
  logState: {
    id: number;
    size: number;
    /** The hashes of the full subtrees the log is made of, the largest first, 32 bytes each. */
    frontier: Uint8Array;
    sealedAt: number | null;
    checkedAt: number | null;
    checkedSize: number | null;
    problem: string | null;
    checkClaimedUntil: number | null;
  };
  logKeys: { origin: string; publicKey: Uint8Array; sealedPrivateKey: Uint8Array; createdAt: number };
  /** How many sealed events an account or organization has. */
  logSubjects: { subject: string; events: number };
  /** How far a reader of the sealed log has come. */
  logReaders: { name: string; nextIndex: number };
  logWitnesses: {
    url: string;
    size: number;
    at: number | null;
    cosignature: string | null;
    failedAt: number | null;
    lastError: string | null;
    claimedUntil: number | null;
  };
}

/** Tables of alerts: what a person is told of, and how. */
export interface AlertTables {
  alertPreferences: {
    accountId: string;
    category: string;
    emailOffAt: number | null;
    inAppOffAt: number | null;
  };
  alerts: {
    id: string;
    accountId: string;
    eventId: string;
    category: string;
    createdAt: number;
    readAt: Generated<number | null>;
    /** The event it tells of, where several accounts are told of one: `eventId` then names the account too. */
    shownEventId: Generated<string | null>;
  };
  alertMails: {
    eventId: string;
    recipient: string;
    accountId: string;
    category: string;
    mailId: string;
    at: number;
  };
  notMeLinks: {
    id: string;
    tokenHash: Uint8Array;
    accountId: string;
    eventId: string;
    recipient: string;
    createdAt: number;
    expiresAt: number;
    usedAt: Generated<number | null>;
  };
  /** Addresses an account had before; told of changes for seven days more. */
  formerAddresses: {
    id: string;
    accountId: string;
    email: string;
    emailKey: string;
    leftAt: number;
    /** When the account went back from it to an address it had before: it is told, and cannot have itself put back. */
    returnedAt: number | null;
  };
}
