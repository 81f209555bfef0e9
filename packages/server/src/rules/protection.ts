import { isPhishingResistant } from "./assurance.ts";
import { type AuthenticatorKind, type BoundAuthenticator, isSecondFactor } from "./vocabulary.ts";

export type ProtectionLevel = "password-only" | "two-factor" | "phishing-resistant";
export type NextStep = "add-passkey" | "add-authenticator-app" | "issue-recovery-codes" | "add-second-authenticator";

export interface Protection {
  readonly level: ProtectionLevel;
  readonly methods: readonly AuthenticatorKind[];
  readonly nextStep: NextStep | null;
  /** At most two, the most useful first. */
  readonly nextSteps: readonly NextStep[];
}

/** Codes left at which new ones are advised. */
const fewCodes = 3;

/** What protects an account, in one word, and what would protect it better. */
export function decideProtection(bound: readonly BoundAuthenticator[], recoveryCodesLeft: number): Protection {
  const usable = bound.filter(({ isSpent, isUnusable }) => !isSpent && !isUnusable);
  const seconds = usable.filter(({ kind }) => isSecondFactor(kind));
  const hasPasskey = seconds.some(({ kind }) => isPhishingResistant(kind));
  const nextSteps: NextStep[] = [];
  if (seconds.length === 0) nextSteps.push("add-passkey", "add-authenticator-app");
  else {
    if (recoveryCodesLeft <= fewCodes) nextSteps.push("issue-recovery-codes");
    if (!hasPasskey) nextSteps.push("add-passkey");
    if (seconds.length === 1) nextSteps.push("add-second-authenticator");
  }
  return {
    level: seconds.length === 0 ? "password-only" : hasPasskey ? "phishing-resistant" : "two-factor",
    methods: [...new Set(usable.map(({ kind }) => kind))],
    nextStep: nextSteps[0] ?? null,
    nextSteps: nextSteps.slice(0, 2),
  };
}
