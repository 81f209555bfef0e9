import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { decideAssurance, decideRequiredAssurance, isPhishingResistant, isUsable } from "../sign-in/assurance.ts";
import { type AuthenticatorKind, isSecondFactor } from "../../vocabulary/kinds.ts";
import { decideIsByProvider, type ProviderFacts } from "./by-provider.ts";

export const protectionLevels = ["password-only", "single-sign-on", "two-factor", "phishing-resistant"] as const;
export type ProtectionLevel = (typeof protectionLevels)[number];
export const protectionSteps = [
  "choose-new-password",
  "add-passkey",
  "add-authenticator-app",
  "issue-recovery-codes",
  "add-second-authenticator",
] as const;
export type NextStep = (typeof protectionSteps)[number];

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
export function decideProtection(
  bound: readonly BoundAuthenticator[],
  recoveryCodesLeft: number,
  provider: ProviderFacts,
): Protection {
  const usable = bound.filter(({ isSpent, isUnusable }) => !isSpent && !isUnusable);
  const seconds = usable.filter(({ kind }) => isSecondFactor(kind));
  const hasPasskey = seconds.some(({ kind }) => isPhishingResistant(kind));
  const isByProvider = decideIsByProvider(usable, provider);
  const nextSteps: NextStep[] = usable.some(({ isBreached }) => isBreached) ? ["choose-new-password"] : [];
  // What guards a sign-in at the provider is the organization's matter.
  if (seconds.length === 0)
    nextSteps.push(...(isByProvider ? [] : (["add-passkey", "add-authenticator-app"] as const)));
  else {
    if (recoveryCodesLeft <= fewCodes) nextSteps.push("issue-recovery-codes");
    if (!hasPasskey) nextSteps.push("add-passkey");
    if (seconds.length === 1) nextSteps.push("add-second-authenticator");
  }
  const withoutFactor = isByProvider ? "single-sign-on" : "password-only";
  return {
    level: seconds.length === 0 ? withoutFactor : hasPasskey ? "phishing-resistant" : "two-factor",
    methods: [...new Set(usable.map(({ kind }) => kind))],
    nextStep: nextSteps[0] ?? null,
    nextSteps: nextSteps.slice(0, 2),
  };
}

/**
 * Whether a passkey opens its account with nothing before it: the sign-in names none, so that it must be found, and asks it to
 * verify its holder. A key that is not discoverable can only follow a password.
 */
export function decideSignsInAlone({
  verifiesUser,
  isDiscoverable,
}: Pick<BoundAuthenticator, "verifiesUser" | "isDiscoverable">): boolean {
  return verifiesUser === true && isDiscoverable === true;
}

// What a sign-in may begin with.
const decideBegins = (each: BoundAuthenticator): boolean =>
  each.kind === "password" || (each.kind === "passkey" && decideSignsInAlone(each));

/** Whether these authenticators, used together, can open their account. */
export function decideCanSignIn(bound: readonly BoundAuthenticator[]): boolean {
  const usable = bound.filter(isUsable);
  const proofs = usable.map(({ kind, verifiesUser }) => ({
    kind,
    ...(verifiesUser && { userVerified: true as const }),
  }));
  return usable.some(decideBegins) && decideAssurance(proofs) >= decideRequiredAssurance(bound);
}
