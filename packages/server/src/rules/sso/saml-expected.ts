import type { SamlAttribute, SamlNameId } from "./saml-facts.ts";

/** What the response must say to be an answer to us. */
export interface SamlExpected {
  /** The identity provider's entity ID. */
  readonly issuer: string;
  /** Ours. */
  readonly audience: string;
  readonly acsUrl: string;
  /** The request it must answer; null for a sign-in begun at the identity provider, where that is allowed. */
  readonly request: { readonly id: string; readonly at: number; readonly forceAuthn: boolean } | null;
  readonly now: number;
}

/** What may be believed once every check passed. */
export interface AcceptedSaml {
  readonly issuer: string;
  readonly subject: SamlNameId;
  readonly assertionId: string;
  /** How long the assertion's id must be remembered, so that it counts once. */
  readonly replayableUntil: number;
  readonly authenticatedAt: number;
  readonly sessionIndex: string | null;
  /** When our session must end at the latest. */
  readonly endsAt: number | null;
  readonly contexts: readonly string[];
  readonly attributes: readonly SamlAttribute[];
}
