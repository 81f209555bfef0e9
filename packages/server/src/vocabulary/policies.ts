import type { AuthenticatorKind } from "./kinds.ts";

/** What an organization, or a workspace of it, asks of its people. As on the wire. */
export interface PolicyValues {
  readonly secondFactor: { readonly required: RequiredSecondFactor; readonly graceDays: number };
  /** Second factors that may be used. Passwords and recovery codes are always allowed. */
  readonly allowedKinds: readonly AuthenticatorKind[];
  /** 0: no device is excused from the second step. */
  readonly rememberedDevices: { readonly maxDays: number };
  readonly stepUp: { readonly windowSeconds: number; readonly strength: StepUpStrength };
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  readonly ipAllowlist: IpAllowlist;
  readonly passwordPreset: PasswordPreset;
  readonly auditRetentionDays: number;
  readonly alertCopiesTo: string;
  readonly singleSignOn: { readonly required: RequiredSingleSignOn };
}

/** From the loosest to the strictest. */
export const requiredSecondFactors = ["none", "two-factor", "phishing-resistant"] as const;
export type RequiredSecondFactor = (typeof requiredSecondFactors)[number];
/** What is asked for where something is. */
export type SecondFactorLevel = Exclude<RequiredSecondFactor, "none">;

/** Who must come through the organization's identity provider, from the loosest to the strictest. */
export const requiredSingleSignOns = ["none", "verified-domains", "everyone"] as const;
export type RequiredSingleSignOn = (typeof requiredSingleSignOns)[number];

/** Why a change would leave somebody locked out. */
export const lockOutReasons = ["ip-allowlist", "no-allowed-kind"] as const;
export type LockOutReason = (typeof lockOutReasons)[number];

/** Which proof confirms a sensitive change, from the loosest to the strictest. */
export const stepUpStrengths = ["any", "second-factor", "phishing-resistant-if-bound"] as const;
export type StepUpStrength = (typeof stepUpStrengths)[number];

export const passwordPresets = ["default", "nist", "mixed"] as const;
export type PasswordPreset = (typeof passwordPresets)[number];

export interface IpAllowlist {
  readonly enabled: boolean;
  readonly entries: readonly IpAllowlistEntry[];
  /** Owners and admins are held to this list instead, where there is one. */
  readonly adminEntries?: readonly IpAllowlistEntry[] | null | undefined;
}

export interface IpAllowlistEntry {
  readonly cidr: string;
  readonly label: string;
}

export type PolicyName = keyof PolicyValues;

/** A set of policies; null: not set here. */
export type PolicySet = { readonly [Name in PolicyName]: PolicyValues[Name] | null };

/** What each is called, and whether workspaces may have one of their own. */
export const policies: Readonly<Record<PolicyName, { readonly words: string; readonly isForWorkspaces: boolean }>> = {
  secondFactor: { words: "the required second factor", isForWorkspaces: true },
  allowedKinds: { words: "the allowed second factors", isForWorkspaces: true },
  rememberedDevices: { words: "remembered devices", isForWorkspaces: true },
  stepUp: { words: "the confirmation of sensitive actions", isForWorkspaces: true },
  session: { words: "session limits", isForWorkspaces: true },
  ipAllowlist: { words: "the IP allowlist", isForWorkspaces: true },
  passwordPreset: { words: "the password rules", isForWorkspaces: false },
  auditRetentionDays: { words: "how long the audit log is kept", isForWorkspaces: false },
  alertCopiesTo: { words: "where copies of alerts go", isForWorkspaces: false },
  singleSignOn: { words: "required single sign-on", isForWorkspaces: false },
};

export const policyNames = Object.keys(policies) as [PolicyName, ...PolicyName[]];

export const noPolicies = Object.fromEntries(policyNames.map((name) => [name, null])) as unknown as PolicySet;

/** Kinds of character a password may have to hold. */
export const passwordClasses = ["uppercase", "lowercase", "digit", "symbol"] as const;
export type PasswordClass = (typeof passwordClasses)[number];

/** What each preset asks for. */
export const presetRules: Readonly<
  Record<PasswordPreset, { readonly minLength: number; readonly requires: readonly PasswordClass[] }>
> = {
  default: { minLength: 8, requires: [] },
  nist: { minLength: 15, requires: [] },
  mixed: { minLength: 8, requires: passwordClasses },
};

/** What may be wrong with a new password. */
export const passwordFaults = ["length", ...passwordClasses, "common", "breached", "contains-identity"] as const;
export type UnmetPasswordRule = (typeof passwordFaults)[number];
