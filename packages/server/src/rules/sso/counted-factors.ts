import type { Factor } from "../../vocabulary/kinds.ts";
import type { SecondFactorTrust } from "../../vocabulary/sso.ts";
import { type Asserted, decideAssertedFactors, meetsRequired } from "./factors.ts";

/** What a connection counts. */
export interface Trusting {
  readonly trustSecondFactor: SecondFactorTrust;
  /** Methods that must all be named. */
  readonly requiredAmr: readonly string[] | null;
  /** Levels of which one must be named. */
  readonly requiredAcr: readonly string[] | null;
}

const one: readonly Factor[] = ["knowledge"];

/**
 * What counts here of what a provider asked for. It is one factor, whichever it was, unless the connection trusts its word for two,
 * what it must say is said, and what it says is known to mean two.
 */
export function decideCountedFactors(trusting: Trusting, asserted: Asserted): readonly Factor[] {
  const { trustSecondFactor, requiredAmr, requiredAcr } = trusting;
  if (trustSecondFactor === "never") return one;
  if (!meetsRequired(asserted, { amr: requiredAmr ?? [], contexts: requiredAcr ?? [] })) return one;
  const { factors, level } = decideAssertedFactors(asserted);
  return level === 2 ? factors.slice(0, 2) : one;
}
