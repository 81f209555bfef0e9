import type { CheckName } from "./checks.ts";
import type { Factor } from "./kinds.ts";
import type { Role } from "./roles.ts";

/** Protocols a connection to an identity provider speaks. */
export const connectionKinds = ["oidc", "saml"] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

export const connectionStatuses = ["draft", "active", "disabled"] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** For whom an account or a place is made at their first sign-in: nobody, whoever is invited, all of the proven domains. */
export const jitModes = ["none", "invited", "verified-domains"] as const;
export type JitMode = (typeof jitModes)[number];

/** Whether a second factor that was asked for at the provider counts here. */
export const secondFactorTrusts = ["never", "when-asserted"] as const;
export type SecondFactorTrust = (typeof secondFactorTrusts)[number];

/** What whoever holds a set-up link may do. */
export const setupIntents = ["domains", "sso", "scim", "certificate"] as const;
export type SetupIntent = (typeof setupIntents)[number];

/** One rule: people of whom the provider says this get that role, or that workspace. The first that fits wins. */
export interface RoleRule {
  readonly attribute: string;
  readonly equals: string;
  readonly role?: Role | undefined;
  readonly workspace?: string | undefined;
}

/** What a provider says of somebody, by name. */
export type Attributes = Readonly<Record<string, readonly string[]>>;

/** A SAML NameID, whole, and the provider's name of its own session. */
export interface SamlName {
  readonly value: string;
  readonly format?: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
  readonly sessionIndex: string | null;
}

/** Somebody, as an identity provider named them and its answer was accepted. Instants in Unix milliseconds. */
export interface Vouched {
  readonly connectionId: string;
  readonly organizationId: string;
  /** Issuer and subject as one text, as compared: the only thing an account is known by there. */
  readonly subjectKey: string;
  readonly subject: string;
  /** A label, and no more. */
  readonly address: string | null;
  readonly name: string | null;
  /** When they proved themselves there; null where it does not say. */
  readonly authenticatedAt: number | null;
  readonly acceptedAt: number;
  readonly factors: readonly Factor[];
  /** A session opened by it ends no later. */
  readonly endsAt: number | null;
  /** What the provider calls its own session, hashed, in base64url. */
  readonly sidHash: string | null;
  /** What SAML's sign-out must repeat: the NameID with all that belongs to it, and the session's index. */
  readonly samlName: SamlName | null;
  readonly attributes: Attributes;
  /** Groups were too many to be sent: what is not there means nothing. */
  readonly isOverage: boolean;
  /** More was said than is kept. What the rules in force look for is kept whole. */
  readonly isCut: boolean;
  /** A fresh sign-in there was asked for, and its answer proves one. */
  readonly isFresh: boolean;
}

/** One thing that was judged of a provider's answer, in words for whoever mends it. */
export interface Check {
  readonly name: CheckName;
  readonly passed: boolean;
  readonly expected: string;
  readonly seen: string;
  /** What to do at the provider or here; null where there is nothing to do. */
  readonly fix: string | null;
}
