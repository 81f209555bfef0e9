import { decideAssurance, decidePhishingResistance } from "./assurance.ts";
import type { HeldPolicies, Source } from "./held-policies.ts";
import type { Proof } from "./vocabulary.ts";

/** A level somebody is held to by now, and by whom. */
export interface Demand {
  readonly required: "two-factor" | "phishing-resistant";
  readonly source: Source;
}

/** How a session was proven. */
export interface Proven {
  readonly proofs: readonly Proof[];
  /** When the device that stood in for the second step had taken it itself; null when none did. */
  readonly rememberedAt: number | null;
}

/** The strictest level that is asked for by now. */
export function decideDemand({ twoFactorFrom, phishingResistantFrom }: HeldPolicies, now: number): Demand | null {
  if (phishingResistantFrom && phishingResistantFrom.value <= now)
    return { required: "phishing-resistant", source: phishingResistantFrom.source };
  if (twoFactorFrom && twoFactorFrom.value <= now) return { required: "two-factor", source: twoFactorFrom.source };
  return null;
}

/** Whether a session meets what its account is held to, as far as its proofs alone can tell. */
export function decideMeetsPolicy({ proofs, rememberedAt }: Proven, held: HeldPolicies, now: number): boolean {
  if (proofs.some(({ kind }) => held.forbiddenKinds[kind])) return false;
  const demand = decideDemand(held, now);
  if (!demand) return true;
  if (decideAssurance(proofs) < 2) return demand.required === "two-factor" && isRemembered(rememberedAt, held, now);
  return demand.required === "two-factor" || decidePhishingResistance(proofs);
}

function isRemembered(rememberedAt: number | null, { rememberDays }: HeldPolicies, now: number): boolean {
  if (rememberedAt === null) return false;
  return rememberDays === null || now - rememberedAt < rememberDays.value * 24 * 60 * 60 * 1000;
}
