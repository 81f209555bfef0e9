import type { Generated } from "kysely";

/** Tables of what proves its holder, one for each kind. */
export interface AuthenticatorTables {
  passwords: {
    breachCheckedAt: Generated<number | null>;
    breachedAt: Generated<number | null>;
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
    /** The session that began to bind it, and alone may complete that. Null for one begun at an older server. */
    sessionId: Generated<string | null>;
  };
  recoveryCodeSets: {
    id: string;
    accountId: string;
    issuedAt: number;
    revokedAt: number | null;
    /** The root key its codes were hashed under; null for a set of before that was kept. */
    keyName: Generated<string | null>;
  };
  recoveryCodes: { id: string; setId: string; accountId: string; codeHash: Uint8Array; spentAt: number | null };
  passkeys: {
    id: string;
    accountId: string;
    name: string;
    securityKeyAt: number | null;
    silentlyAt: number | null;
    credentialId: string | null;
    publicKey: Uint8Array | null;
    algorithm: number | null;
    counter: number;
    transports: string;
    aaguid: string | null;
    backupEligibleAt: number | null;
    backedUpAt: number | null;
    userVerifiedAt: number | null;
    discoverableAt: number | null;
    attestationFormat: string | null;
    attestationObject: Uint8Array | null;
    createdAt: number;
    expiresAt: number;
    boundAt: number | null;
    lastUsedAt: number | null;
    unboundAt: number | null;
  };
  passkeyChallenges: {
    id: string;
    challengeHash: Uint8Array;
    purpose: string;
    /** The attempt, pending passkey or sign-up it belongs to. */
    subjectId: string;
    sessionId: string | null;
    createdAt: number;
    expiresAt: number;
    spentAt: number | null;
  };
  phones: {
    id: string;
    accountId: string;
    name: string;
    sealedNumber: Uint8Array;
    numberKey: string;
    masked: string;
    country: string;
    createdAt: number;
    expiresAt: number;
    boundAt: number | null;
    lastUsedAt: number | null;
    unboundAt: number | null;
    /** The session that began to bind it, and alone may complete that. Null for one begun at an older server. */
    sessionId: Generated<string | null>;
  };
  textCodes: {
    id: string;
    phoneId: string;
    accountId: string;
    numberKey: string;
    /** The attempt it was sent for; the phone itself while it is being bound. */
    subjectId: string;
    codeHash: Uint8Array;
    tries: number;
    createdAt: number;
    expiresAt: number;
    spentAt: number | null;
    replacedAt: number | null;
  };
}
