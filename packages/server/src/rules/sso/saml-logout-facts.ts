import type { SamlNameId } from "./saml-facts.ts";

interface SamlLogoutHead {
  readonly id: string;
  readonly issuer: string;
  readonly destination?: string;
}

/** What a signed LogoutRequest says. */
export interface SamlLogoutRequestFacts extends SamlLogoutHead {
  readonly issuedAt: number;
  readonly notOnOrAfter?: number;
  readonly nameIds: readonly SamlNameId[];
  /** Without any, every session of the person is meant. */
  readonly sessionIndexes: readonly string[];
}

/** What a signed LogoutResponse says. */
export interface SamlLogoutResponseFacts extends SamlLogoutHead {
  readonly inResponseTo?: string;
  readonly status: readonly string[];
  readonly statusMessage?: string;
}

export interface SamlLogoutExpected {
  /** The identity provider's entity ID. */
  readonly issuer: string;
  readonly logoutUrl: string;
  readonly now: number;
}
