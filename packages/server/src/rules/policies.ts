import type { AuthenticatorKind } from "./vocabulary.ts";
import type { StepUpStrength } from "./step-up-kinds.ts";

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
}

export type RequiredSecondFactor = "none" | "two-factor" | "phishing-resistant";
export type PasswordPreset = "default" | "nist";

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

/** Whether workspaces may have one of their own. */
const forWorkspaces: Readonly<Record<PolicyName, boolean>> = {
  secondFactor: true,
  allowedKinds: true,
  rememberedDevices: true,
  stepUp: true,
  session: true,
  ipAllowlist: true,
  passwordPreset: false,
  auditRetentionDays: false,
  alertCopiesTo: false,
};

export const policyNames = Object.keys(forWorkspaces) as readonly PolicyName[];

export function isForWorkspaces(name: PolicyName): boolean {
  return forWorkspaces[name];
}

export const noPolicies = Object.fromEntries(policyNames.map((name) => [name, null])) as unknown as PolicySet;
