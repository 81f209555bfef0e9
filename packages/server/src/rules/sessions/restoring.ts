import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { isPhishingResistant } from "../sign-in/assurance.ts";
import { type AuthenticatorKind, kinds } from "../../vocabulary/kinds.ts";

const ignoredAfterHours = 24;

/** Until when a flagged session may be restored. */
export function decideFlagEndsAt(flaggedAt: number): number {
  return flaggedAt + ignoredAfterHours * 3_600_000;
}

/** Whether a flag was ignored so long that its session has ended. */
export function decideFlagIgnored(flaggedAt: number | null, now: number): boolean {
  return flaggedAt !== null && decideFlagEndsAt(flaggedAt) <= now;
}

/** Flags set then or earlier are ignored by now. */
export function decideIgnoredSince(now: number): number {
  return now - ignoredAfterHours * 3_600_000;
}

/** The passkey a flag is about; it cannot vouch for the session it made doubtful. */
export function decideDoubtedPasskey(evidence: string | null): string | undefined {
  return evidence?.startsWith("cloned-key:") ? evidence.slice("cloned-key:".length) : undefined;
}

/**
 * What restores trust: what cannot be relayed where some is bound and was used, else every kind that does. With none, only a
 * new sign-in helps.
 */
export function decideRestorers(bound: readonly BoundAuthenticator[], evidence: string | null): BoundAuthenticator[] {
  const doubted = decideDoubtedPasskey(evidence);
  const usable = bound.filter(({ id, kind, isUnusable }) => kinds[kind].restoresTrust && !isUnusable && id !== doubted);
  const resistant = usable.filter(({ kind }) => isPhishingResistant(kind));
  // One that its owner may not know of restores trust too, and takes nothing else away.
  if (resistant.some(({ isUntried }) => !isUntried)) return resistant;
  return [...resistant, ...usable.filter(({ kind }) => !isPhishingResistant(kind))];
}

/** Their kinds. */
export function decideRestoreKinds(
  bound: readonly BoundAuthenticator[],
  evidence: string | null = null,
): AuthenticatorKind[] {
  return [...new Set(decideRestorers(bound, evidence).map(({ kind }) => kind))];
}
