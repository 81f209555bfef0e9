/** What something proves of its holder (NIST SP 800-63). */
export const factors = ["knowledge", "possession", "inherence"] as const;
export type Factor = (typeof factors)[number];

interface KindDefinition {
  /** What it proves by itself. */
  readonly factors: readonly Factor[];
  /** The browser binds its proofs to the origin it sees: a look-alike site cannot relay them. */
  readonly isPhishingResistant?: true;
  /** Its owner shows with it that a session on hold is theirs. */
  readonly restoresTrust?: true;
  /** Only the way back in for whoever lost the rest: no second factor, and no reason to ask for one. */
  readonly isWayBack?: true;
  /** What one gives: "a text message". */
  readonly proof: string;
  /** What one has: "a phone". */
  readonly thing: string;
  /** All of them: "text messages". */
  readonly many: string;
}

const definitions = {
  passkey: {
    factors: ["possession"],
    isPhishingResistant: true,
    restoresTrust: true,
    proof: "a passkey or security key",
    thing: "a passkey",
    many: "passkeys",
  },
  totp: {
    factors: ["possession"],
    restoresTrust: true,
    proof: "an authenticator app",
    thing: "an authenticator app",
    many: "authenticator apps",
  },
  phone: { factors: ["possession"], proof: "a text message", thing: "a phone", many: "text messages" },
  password: { factors: ["knowledge"], proof: "a password", thing: "a password", many: "passwords" },
  "recovery-code": {
    factors: ["possession"],
    isWayBack: true,
    proof: "a recovery code",
    thing: "a set of recovery codes",
    many: "recovery codes",
  },
} as const satisfies Record<string, KindDefinition>;

/** Kinds of authenticator. What else a new one touches is in ARCHITECTURE.md, "How to add". */
export type AuthenticatorKind = keyof typeof definitions;

/** Each kind with what it proves and what it is called. */
export const kinds: Readonly<Record<AuthenticatorKind, KindDefinition>> = definitions;

/** Strongest first, as the ways of an attempt are offered. */
export const authenticatorKinds = Object.keys(definitions) as [AuthenticatorKind, ...AuthenticatorKind[]];

/** A second factor is any authenticator that proves possession, and is not merely the way back in. */
export function isSecondFactor(kind: AuthenticatorKind): boolean {
  return !kinds[kind].isWayBack && kinds[kind].factors.includes("possession");
}

type KindWhere<Trait> = {
  [Kind in AuthenticatorKind]: (typeof definitions)[Kind] extends Trait ? Kind : never;
}[AuthenticatorKind];

/** Kinds that can be a second factor. */
export type SecondFactorKind = Exclude<
  KindWhere<{ readonly factors: readonly ["possession"] }>,
  KindWhere<{ readonly isWayBack: true }>
>;

export const secondFactorKinds = authenticatorKinds.filter(isSecondFactor) as [SecondFactorKind, ...SecondFactorKind[]];

/** What a thing is called: "an authenticator app". A passkey that is held as a security key goes by that name. */
export function thingOf(kind: AuthenticatorKind, isSecurityKey = false): string {
  return isSecurityKey ? "a security key" : kinds[kind].thing;
}

/** What a kind of thing is called without its article: "authenticator app". */
export function nounOf(kind: AuthenticatorKind, word: "proof" | "thing" = "thing"): string {
  return kinds[kind][word].replace(/^an? /, "");
}
