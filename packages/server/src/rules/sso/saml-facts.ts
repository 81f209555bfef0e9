/** A name of a person at an identity provider, whole: a sign-out must give it back like this. */
export interface SamlNameId {
  readonly value: string;
  readonly format?: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
}

export interface SamlConfirmation {
  readonly method: string;
  readonly recipient?: string;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly inResponseTo?: string;
}

export interface SamlConditions {
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  /** Of each AudienceRestriction its audiences: we must be in every one. */
  readonly audiences: readonly (readonly string[])[];
  /** Names of conditions that are not known here. */
  readonly unknown: readonly string[];
}

export interface SamlAuthentication {
  readonly at: number;
  readonly sessionIndex?: string;
  readonly sessionNotOnOrAfter?: number;
  /** AuthnContextClassRef and AuthnContextDeclRef. */
  readonly contexts: readonly string[];
}

export interface SamlAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** What an assertion says, read from nothing but the bytes that were signed. */
export interface SamlAssertionFacts {
  readonly id: string;
  readonly issuer: string;
  /** Everything that may stand for the subject: NameID elements, and what stands in for one. */
  readonly nameIds: readonly SamlNameId[];
  readonly otherSubjects: readonly string[];
  readonly confirmations: readonly SamlConfirmation[];
  readonly conditions?: SamlConditions;
  readonly authentications: readonly SamlAuthentication[];
  readonly attributes: readonly SamlAttribute[];
}

export interface SamlFacts {
  readonly response: {
    readonly issuer?: string;
    readonly destination?: string;
    readonly inResponseTo?: string;
    /** The outer status code first, then those inside it. */
    readonly status: readonly string[];
    readonly statusMessage?: string;
    readonly isSigned: boolean;
  };
  readonly assertion?: SamlAssertionFacts;
  readonly wasEncrypted: boolean;
  /** Fingerprints of the certificates whose keys signed. */
  readonly signedBy: readonly string[];
}
