import type { Generated } from "kysely";
import type { AuthenticatorTables } from "./tables-authenticators.ts";
import type { AlertTables, LogTables } from "./tables-log.ts";
import type { OrganizationTables } from "./tables-organizations.ts";
import type { SsoTables } from "./tables-sso.ts";

/** Every table, as the query builder sees it. Instants are Unix milliseconds; a yes/no is a nullable instant. */
export interface Tables extends AuthenticatorTables, LogTables, AlertTables, OrganizationTables, SsoTables {
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
    /** Its owner said "this wasn't me": only a new password by mail lets anyone in again. */
    securedAt: Generated<number | null>;
    /** An administrator asked for a new password: until one is chosen by mail, the old one opens nothing. */
    passwordResetRequiredAt: Generated<number | null>;
  };
  signUps: MailedLink & {
    email: string;
    emailKey: string;
    name: string;
    passwordHash: string | null;
    signedUpAt: number;
    passwordlessAt: number | null;
    futureAccountId: string | null;
    browserHash: Uint8Array | null;
    device: string;
    ip: string;
  };
  emailChanges: MailedLink & {
    accountId: string;
    email: string;
    emailKey: string;
    /** The session that asked: it works only while that lives. Null for one asked for by an older server. */
    sessionId: Generated<string | null>;
  };
  passwordResets: MailedLink & { accountId: string | null };
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
    lastIp: string | null;
    lastPlace: string | null;
    locatedAt: number | null;
    browserVersion: string | null;
    failedStepUps: Generated<string>;
    flaggedAt: number | null;
    flaggedReason: string | null;
    flagEvidence: string | null;
    vouchedEvidence: Generated<string>;
    /** When the remembered device that stood in for the second step had taken it itself. */
    rememberedAt: Generated<number | null>;
    /** Set when it was opened by a program that holds its token itself. */
    programAt: Generated<number | null>;
  };
  knownDevices: {
    deviceId: string;
    accountId: string;
    createdAt: number;
    lastUsedAt: number;
    passkeyOfferDeclinedAt: number | null;
  };
  rememberedDevices: {
    id: string;
    deviceId: string;
    accountId: string;
    browser: string;
    os: string;
    ip: string;
    createdAt: number;
    lastUsedAt: number;
    expiresAt: number;
    forgottenAt: number | null;
  };
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
    /** The identity provider it may be handed to. */
    connectionId: Generated<string | null>;
    /** Of what the browser that began it keeps in a cookie. */
    browserHash: Generated<Uint8Array | null>;
    /** What an identity provider said of somebody who must prove here, once, that the account is theirs. */
    vouched: Generated<string | null>;
  };
  tryBudgets: {
    key: string;
    windowStartedAt: number;
    tries: number;
    locks: number;
    lockedUntil: number;
    failures: Generated<number>;
  };
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
    place: string | null;
    data: string;
    organizationId: string | null;
    /** Its place in the sealed log; null until it is sealed. */
    leafIndex: Generated<number | null>;
  };
  outbox: {
    id: string;
    channel: string;
    recipient: string;
    subject: string | null;
    sealedContent: Uint8Array | null;
    createdAt: number;
    nextTryAt: number;
    /** After this it is worth nothing, and is not sent. */
    expiresAt: number | null;
    tries: number;
    claimedUntil: number | null;
    sentAt: number | null;
    failedAt: number | null;
    lastError: string | null;
  };
  /** The digest that waits for an address: how many notices it stands for. */
  heldMails: { addressHash: string; digestId: string; held: number; dueAt: number };
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
